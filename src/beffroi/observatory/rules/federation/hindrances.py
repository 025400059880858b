"""Why two observatories cannot be held against each other, or only with care.

A hindrance stops all, stops the trades, or asks for care. The bounds are ours [J]: rounds three years
apart speak of two towns; a year apart they want care, and so does a round walked over three years ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.federation.comparing import Side
from beffroi.observatory.rules.sentences import count, percent, say

YEAR = dt.timedelta(days=366)
APART, OLD = 3 * YEAR, 3 * YEAR
SEEN, NAMED = 0.8, 0.9  # share of the premises that a round must have seen; whose trade is named
WHOLE = frozenset({"commune", "extract"})
Stops = Literal["all", "trades", "care"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason, in a sentence, and what it stops."""

    stops: Stops
    code: str
    sentence: Any


def hindrances(sides: Sequence[Side], known: Collection[str], today: dt.date) -> list[Hindrance]:
    """Every reason, those that stop all first; `known`: the common trades we have."""
    found = [one for a, b in combinations(sides, 2) for one in _between(a, b)]
    for side in sides:
        found.extend(_of(side, known, today))
    order = ("all", "trades", "care")
    return sorted(_once(found), key=lambda one: order.index(one.stops))


def stopped(found: Iterable[Hindrance], what: Literal["all", "trades"]) -> bool:
    """Whether nothing may be compared, or no trade."""
    kinds = {"all"} if what == "all" else {"all", "trades"}
    return any(one.stops in kinds for one in found)


def _once(found: Iterable[Hindrance]) -> list[Hindrance]:
    return list({(one.code, str(one.sentence)): one for one in found}.values())


def _between(a: Side, b: Side) -> Iterator[Hindrance]:
    names = {"a": a.told.name, "b": b.told.name}
    if a.told.simulated != b.told.simulated:
        made_up, real = (a, b) if a.told.simulated else (b, a)
        text = _("%(made_up)s est inventé et %(real)s existe : les comparer ne dirait rien.")
        said = say(text, made_up=made_up.told.name, real=real.told.name)
        yield Hindrance("all", "simulated", said)
    if _extent(a) != _extent(b):
        text = _(
            "Les périmètres ne sont pas de même nature : « %(pa)s » pour %(a)s, « %(pb)s » pour %(b)s."
        )
        said = say(text, pa=a.perimeter.name, pb=b.perimeter.name, **names)
        yield Hindrance("all", "perimeter", said)
    apart = abs(a.round.on - b.round.on)
    if apart > YEAR:
        yield _apart(apart, names)
    if a.round.methods and b.round.methods and set(a.round.methods) != set(b.round.methods):
        text = _("%(a)s et %(b)s n’ont pas été observés de la même façon.")
        yield Hindrance("care", "method", say(text, **names))
    if a.told.common != b.told.common:
        text = _("%(a)s et %(b)s ne suivent pas la même version de la nomenclature commune.")
        yield Hindrance("trades", "common", say(text, **names))


def _extent(side: Side) -> str:
    return "whole" if side.perimeter.kind in WHOLE else side.perimeter.kind


def _apart(apart: dt.timedelta, names: dict[str, str]) -> Hindrance:
    months = apart.days * 12 // 365
    text = ngettext_lazy(
        "Les relevés de %(a)s et de %(b)s sont à %(count)s mois l’un de l’autre.",
        "Les relevés de %(a)s et de %(b)s sont à %(count)s mois l’un de l’autre.",
        "n",
    )
    stops: Stops = "all" if apart > APART else "care"
    return Hindrance(stops, "apart", say(text, n=months, count=count(months), **names))


def _of(side: Side, known: Collection[str], today: dt.date) -> Iterator[Hindrance]:
    name = side.told.name
    if side.round.stock is None:
        text = _("Personne ne sait quelle part des locaux de %(name)s a été vue.")
        yield Hindrance("care", "unknown_coverage", say(text, name=name))
    elif side.round.stock < SEEN:
        text = _("Le relevé de %(name)s n’a vu que %(share)s des locaux.")
        said = say(text, name=name, share=percent(side.round.stock, 0))
        yield Hindrance("all", "coverage", said)
    if today - side.round.on > OLD:
        text = _("Le relevé de %(name)s a plus de trois ans.")
        yield Hindrance("care", "old", say(text, name=name))
    yield from _without_name(side, known)


def _without_name(side: Side, known: Collection[str]) -> Iterator[Hindrance]:
    lost = side.unnamed(known)
    if not side.active or not lost:
        return
    share = lost / side.active
    text = _(
        "%(share)s des commerces de %(name)s n’ont pas d’équivalent dans les activités communes."
    )
    said = say(text, name=side.told.name, share=percent(share))
    yield Hindrance("trades" if share > 1 - NAMED else "care", "unnamed", said)
