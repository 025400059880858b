"""What a person says of a fact, put in the form it is stored in; or the sentence that says why not."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from beffroi.merchants.rules.facts import FACTS, FactRefused, Word

WHEELCHAIR = ("yes", "limited", "no")
LEAVING = ("closed", "moved")
Check = Callable[[str], str]
_DIALLED = re.compile(r"^\+?\d{8,15}$")


def stored_value(word: str, said: str) -> str:
    """The value to store; "" where the person says there is none. Raises `FactRefused`."""
    value = " ".join(said.split())
    if len(value) > FACTS[word].longest:
        raise FactRefused(_("C’est trop long : %d caractères au plus.") % FACTS[word].longest)
    if not value:
        return _nothing(word)
    return _CHECKS[word](value) if word in _CHECKS else value


def _nothing(word: str) -> str:
    if word in (Word.SIGN, Word.PHONE, Word.WEBSITE, Word.SEASON):
        return ""
    raise FactRefused(_("Dites-le en un mot, ou laissez ce qui est écrit."))


def _phone(value: str) -> str:
    digits = re.sub(r"[\s.\-()]", "", value)
    if not _DIALLED.match(digits):
        raise FactRefused(_("Ce numéro ne se compose pas : 02 99 00 00 00, par exemple."))
    return value


def _website(value: str) -> str:
    address = value if re.match(r"^https?://", value, re.IGNORECASE) else f"https://{value}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if "." not in host.strip(".") or " " in address:
        raise FactRefused(_("Cette adresse ne mène nulle part : www.exemple.fr, par exemple."))
    return address


def _hours(value: str) -> str:
    try:
        OpeningHours(value)
    except ParserError as bad:
        raise FactRefused(_("Ces horaires ne se lisent pas.")) from bad
    return value


def _one_of(*known: str) -> Check:
    def check(value: str) -> str:
        if value not in known:
            raise FactRefused(_("Choisissez l’une des réponses."))
        return value

    return check


def season(value: str) -> str:
    """« 11-15/03-15 »: from that day to that day, each year. Raises `FactRefused`."""
    found = re.match(r"^(\d\d)-(\d\d)/(\d\d)-(\d\d)$", value)
    ends = [int(part) for part in found.groups()] if found else []
    if not ends or not (_is_day(*ends[:2]) and _is_day(*ends[2:])) or ends[:2] == ends[2:]:
        raise FactRefused(_("Dites le jour et le mois du début, puis de la fin."))
    return value


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


_CHECKS: dict[str, Check] = {
    Word.PHONE: _phone,
    Word.WEBSITE: _website,
    Word.HOURS: _hours,
    Word.WHEELCHAIR: _one_of(*WHEELCHAIR),
    Word.CLOSING: _one_of(*LEAVING),
    Word.SEASON: season,
}
