"""A week of opening hours: from what a shopkeeper types, to the words of OpenStreetMap, and back.

The stored form is OSM's `opening_hours`. Only plain weeks are read back day by day: public holidays,
months or comments make a string that is kept whole and shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from beffroi.merchants.rules.facts import FactRefused

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
Range = tuple[str, str]  # "09:00", "12:30"
Week = tuple[tuple[Range, ...], ...]  # seven days, Monday first; no range: closed

_TIME = r"(\d{1,2})\s*(?:h|:)?\s*(\d{2})?"
_TYPED = re.compile(rf"^{_TIME}\s*(?:-|–|à|a)\s*{_TIME}$")
_CLOSED = frozenset({"", "-", "ferme", "fermé", "closed", "off"})
_RULE = re.compile(r"^(?P<days>[A-Z][a-z](?:[-,][A-Z][a-z])*)\s+(?P<hours>off|closed|[\d:,\-\s]+)$")
_SPAN = re.compile(r"^(\d{2}:\d{2})-(\d{2}:\d{2})$")


def day_of(typed: str) -> tuple[Range, ...]:
    """The ranges of « 9h-12h30, 14h-19h »; none for « fermé ». Raises `FactRefused`."""
    text = typed.strip().casefold()
    if text in _CLOSED:
        return ()
    parts = [part for part in re.split(r"\s*(?:,|;|/|\bet\b|\band\b)\s*", text) if part]
    ranges = tuple(_range(part, typed) for part in parts)
    ends = [moment for one in ranges for moment in one]
    if ends[:-1] != sorted(ends[:-1]):
        raise FactRefused(_("« %s » : les heures ne se suivent pas.") % typed.strip())
    return ranges


def _range(part: str, typed: str) -> Range:
    found = _TYPED.match(part)
    if found is None:
        raise FactRefused(_("« %s » ne se lit pas : écrivez 9h-12h30, 14h-19h.") % typed.strip())
    start, end = (_moment(found[1], found[2]), _moment(found[3], found[4]))
    if start == end or not (start < "24:00" and end <= "24:00"):
        raise FactRefused(_("« %s » : vérifiez les heures.") % typed.strip())
    return start, end


def _moment(hour: str, minute: str | None) -> str:
    told = int(minute or 0)
    return f"{int(hour):02d}:{told:02d}" if told < 60 else "99:99"


def as_osm(week: Week) -> str:
    """« Mo-Fr 09:00-12:30,14:00-19:00; Sa 09:00-13:00; Su off »; neighbours alike are joined.

    Raises `FactRefused` for a week in which the shop never opens.
    """
    if not any(week):
        raise FactRefused(_("Aucun jour d’ouverture : dites plutôt que le commerce ferme."))
    rules = []
    for hours, days in groupby(range(7), key=lambda day: week[day]):
        held = list(days)
        name = DAYS[held[0]] if len(held) == 1 else f"{DAYS[held[0]]}-{DAYS[held[-1]]}"
        rules.append(f"{name} {','.join('-'.join(one) for one in hours) or 'off'}")
    return "; ".join(rules)


def week_of(stored: str) -> Week | None:
    """The seven days of a plain week; None when it says more than a week can."""
    days: list[tuple[Range, ...]] = [()] * 7
    for rule in filter(None, (part.strip() for part in stored.split(";"))):
        found = _RULE.match(rule)
        named = _named(found["days"]) if found else None
        ranges = _ranges(found["hours"]) if found else None
        if named is None or ranges is None:
            return None
        for day in named:
            days[day] = ranges
    return tuple(days) if any(days) else None


def _named(text: str) -> list[int] | None:
    named: list[int] = []
    for part in text.split(","):
        ends = part.split("-")
        if len(ends) > 2 or any(end not in DAYS for end in ends):
            return None
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        named += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return named


def _ranges(text: str) -> tuple[Range, ...] | None:
    if text in ("off", "closed"):
        return ()
    spans = [_SPAN.match(part.strip()) for part in text.split(",")]
    return None if None in spans else tuple((one[1], one[2]) for one in spans if one)


def typed(ranges: Sequence[Range]) -> str:
    """A day as it is typed: « 9h-12h30, 14h-19h »; nothing for a closed one."""
    return ", ".join(f"{_short(start)}-{_short(end)}" for start, end in ranges)


def _short(moment: str) -> str:
    hour, minute = moment.split(":")
    return f"{int(hour)}h{minute if minute != '00' else ''}"
