"""A day of opening hours as a shopkeeper types it: « 9h-12h30, 14h-19h », to spans and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from beffroi.merchants.rules.facts import FactRefused
from beffroi.merchants.rules.hours import Plan, Span, written
from beffroi.merchants.rules.hours.plan import MIDNIGHT, Spans

_TIME = r"(\d{1,2})\s*(?:h|:)?\s*(\d{2})?"
_TYPED = re.compile(rf"^{_TIME}\s*(?:-|–|à|a)\s*{_TIME}$")
_CLOSED = frozenset({"", "-", "ferme", "fermé", "closed", "off"})
EMPTY = Plan(((),) * 7)


def day_of(typed: str) -> Spans:
    """The spans of « 9h-12h30, 14h-19h »; none for « fermé ». Raises `FactRefused`."""
    text = typed.strip().casefold()
    if text in _CLOSED:
        return ()
    parts = [part for part in re.split(r"\s*(?:,|;|/|\bet\b|\band\b)\s*", text) if part]
    spans = tuple(_span(part, typed) for part in parts)
    ends = [moment for one in spans for moment in one]
    if ends != sorted(ends):
        raise FactRefused(_("« %s » : les heures ne se suivent pas.") % typed.strip())
    return spans


def _span(part: str, typed: str) -> Span:
    found = _TYPED.match(part)
    if found is None:
        raise FactRefused(_("« %s » ne se lit pas : écrivez 9h-12h30, 14h-19h.") % typed.strip())
    h1, m1, h2, m2 = (int(group or 0) for group in found.groups())
    if max(m1, m2) > 59 or h1 > 23 or h2 > 24 or (h2 == 24 and m2) or (h1, m1) == (h2, m2):
        raise FactRefused(_("« %s » : vérifiez les heures.") % typed.strip())
    start, end = h1 * 60 + m1, h2 * 60 + m2
    return Span(start, end if end > start else end + MIDNIGHT)


def as_osm(week: Sequence[Spans], kept: Plan = EMPTY) -> str:
    """The week in the words of `opening_hours`, with the holidays and days out of the ordinary of
    the plan `kept`. Raises `FactRefused` for a week in which the shop never opens."""
    if not any(week):
        raise FactRefused(_("Aucun jour d’ouverture : dites plutôt que le commerce ferme."))
    return written(replace(kept, week=tuple(week)))


def typed(spans: Sequence[Span]) -> str:
    """A day as it is typed: « 9h-12h30, 14h-19h »; nothing for a closed one."""
    return ", ".join(f"{_short(one.start)}-{_short(one.end)}" for one in spans)


def _short(minutes: int) -> str:
    hour, minute = divmod(minutes - MIDNIGHT if minutes > MIDNIGHT else minutes, 60)
    return f"{hour}h{minute:02d}" if minute else f"{hour}h"
