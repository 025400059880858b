"""A text of hours read back as a plan, where it says no more than a plan can."""

from __future__ import annotations

import datetime as dt
import re

from beffroi.merchants.rules.hours.calendar import MONTHS, rules_of
from beffroi.merchants.rules.hours.plan import DAYS, MIDNIGHT, Exceptional, Plan, Span, Spans

_DATE = rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d{{1,2}})"
_DATES = re.compile(
    rf"^{_DATE}(?:\s*-\s*(?:(\d{{4}}) )?(?:({'|'.join(MONTHS)}) )?(\d{{1,2}}))?\s+(.*)$"
)
_SELECTED = re.compile(
    r"^((?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:[-, ]+(?:Mo|Tu|We|Th|Fr|Sa|Su|PH))*)\b:?\s*(.*)$"
)
_ADDED = re.compile(r"(?<=\d),\s*(?=(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b)")  # a comma adds to a rule
_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$")
_COMMENT = re.compile(r'^(.*?)\s*"([^"]*)"$')


def understood(text: str) -> Plan | None:
    """The plan a text tells, or None when it says more (or is not in OSM words)."""
    try:
        return _read(text) if text.strip() else None
    except ValueError:
        return None


def _read(text: str) -> Plan:
    week: list[Spans] = [()] * 7
    public: Spans | None = None
    exceptional: list[Exceptional] = []
    for rule in rules_of(text):
        if found := _DATES.match(rule):
            exceptional.append(_exceptional(found))
            continue
        for added, part in enumerate(_ADDED.split(rule)):
            numbers, holidays, times = _selected(part)
            if exceptional or (numbers and public is not None) or (added and holidays):
                raise ValueError(rule)  # a later rule overrules: not what a plan means
            spans = _spans(times)
            for number in numbers:
                week[number] = tuple(sorted({*week[number], *spans})) if added else spans
            public = spans if holidays else public
    return Plan(tuple(week), public, tuple(exceptional))


def _selected(rule: str) -> tuple[set[int], bool, str]:
    if rule == "24/7":
        return set(range(7)), False, "00:00-24:00"
    found = _SELECTED.match(rule)
    if found is None:
        return set(range(7)), False, rule
    numbers: set[int] = set()
    for part in found[1].replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first == "PH":
            continue
        start, end = DAYS.index(first), DAYS.index(last or first)
        numbers |= {n % 7 for n in range(start, end + (7 if end < start else 0) + 1)}
    return numbers, "PH" in found[1], found[2]


def _spans(times: str) -> Spans:
    if times.strip() in {"off", "closed"}:
        return ()
    return tuple(sorted(_span(one.strip()) for one in times.split(",")))


def _span(said: str) -> Span:
    found = _SPAN.match(said)
    if found is None:
        raise ValueError(said)
    h1, m1, h2, m2 = map(int, found.groups())
    if max(m1, m2) > 59 or h1 > 23 or h2 > 26:
        raise ValueError(said)
    start, end = h1 * 60 + m1, h2 * 60 + m2
    return Span(start, end if end > start else end + MIDNIGHT)


def _exceptional(found: re.Match[str]) -> Exceptional:
    first = _date(found[1], found[2], found[3])
    last = _date(found[4] or found[1], found[5] or found[2], found[6]) if found[6] else first
    if last < first:
        raise ValueError(found[0])
    said = _COMMENT.match(found[7])
    times, why = (said[1], said[2]) if said else (found[7], "")
    return Exceptional(first, last, _spans(times), why)


def _date(year: str, month: str, day: str) -> dt.date:
    return dt.date(int(year), MONTHS.index(month) + 1, int(day))
