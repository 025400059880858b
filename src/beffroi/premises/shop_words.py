"""Facts of a shop as people read them."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.kernel.wording import stored
from beffroi.merchants import reads as merchants
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.rules import week
from beffroi.merchants.rules.facts import FACTS, Voice, Word
from beffroi.merchants.rules.hours import DAYS, Plan, understood
from beffroi.premises.words import WHEELCHAIR, activity_label
from beffroi.ui.typography import NBSP
from beffroi.ui.typography import date as written

LEAVING = {"closed": _l("Le commerce ferme définitivement"), "moved": _l("Il déménage")}
_SHORT_DAYS = {
    "Mo": _l("lun."), "Tu": _l("mar."), "We": _l("mer."), "Th": _l("jeu."), "Fr": _l("ven."),
    "Sa": _l("sam."), "Su": _l("dim."),
}  # fmt: skip
_VOICES = {
    Voice.MERCHANT: _l("selon le commerçant, le %(day)s"),
    Voice.TEAM: _l("selon la ville, le %(day)s"),
}


def hours_lines(stored: str) -> list[str]:
    """A week as people write it, alike days together; a string that says more stays as it is."""
    plan = understood(stored)
    if plan is None:
        return [stored] if stored else []
    lines = []
    for told, days in groupby(range(7), key=lambda day: plan.week[day]):
        held = [str(_SHORT_DAYS[DAYS[day]]) for day in days]
        name = held[0] if len(held) == 1 else _("%s à %s") % (held[0], held[-1])
        lines.append(f"{name}{NBSP}: {week.typed(told) or _('fermé')}")
    return lines if plan == Plan(plan.week) else [*lines, _public(plan)]


def _public(plan: Plan) -> str:
    """What the plan says beside its week."""
    if plan.public is None:
        return _("et des jours à part")
    return _("jours fériés : %s") % (week.typed(plan.public) or _("fermé"))


def fact_value(word: str, value: str) -> str:
    """A fact of a shop as a person reads it; "" where there is none."""
    if word == Word.ACTIVITY:
        return activity_label(value)
    if word == Word.HOURS:
        return " · ".join(hours_lines(value))
    if word == Word.WHEELCHAIR:
        return str(WHEELCHAIR.get(value, value))
    if word == Word.CLOSING:
        return str(LEAVING.get(value, value))
    return _season(value) if word == Word.SEASON and value else value


def fact_lines(word: str, value: str) -> list[str]:
    """A fact of a shop, a line a range of days; none where there is none."""
    if word == Word.HOURS:
        return hours_lines(value)
    return [fact_value(word, value)] if value else []


def _season(value: str) -> str:
    """« du 15 novembre au 15 mars »."""
    days = [dt.date(2024, int(end[:2]), int(end[3:])) for end in value.split("/")]
    first, last = (written(day, get_language()).removesuffix(" 2024") for day in days)
    return _("du %(first)s au %(last)s") % {"first": first, "last": last}


def said_by(row: ShopStatement) -> str:
    """Who says it, and which day."""
    if row.voice in _VOICES:
        return str(_VOICES[Voice(row.voice)]) % {"day": written(row.said_on, get_language())}
    if row.said_on is None:
        return stored(row.source.label)
    return f"{stored(row.source.label)}, {written(row.said_on, get_language())}"


SHOWN = (Word.HOURS, Word.PHONE, Word.WEBSITE, Word.WHEELCHAIR, Word.SEASON)


def public_facts(shop: Shop, name: str) -> list[dict[str, Any]]:
    """What everybody may read of a shop beside its door, each with who says it. One query.

    Its name is told apart where the merchant gives another than the `name` read on the window.
    """
    told = {one.word: one.now for one in merchants.facts_of(merchants.statements_of(shop))}
    words = [Word.NAME] if _named_otherwise(told[Word.NAME], name) else []
    rows = [(word, told[word]) for word in (*words, *SHOWN)]
    return [
        {
            "word": word,
            "label": FACTS[word].label,
            "lines": hours_lines(row.value)
            if word == Word.HOURS
            else [fact_value(word, row.value)],
            "by": said_by(row),
            "own": row.voice == Voice.MERCHANT,
        }
        for word, row in rows
        if row is not None and row.value
    ]


def _named_otherwise(row: ShopStatement | None, name: str) -> bool:
    return row is not None and row.voice != Voice.FILE and row.value != name
