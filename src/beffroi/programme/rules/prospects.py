"""Why a town without an agreement deserves a visit: signals, each a reason with its weight.

Thresholds: 10 % of vacant premises calls for « action massive » (text 003); 10,000 to 100,000
inhabitants are the towns of the national accord (text 001).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

VACANCY = 0.10  # ratio of premises
STRATA: tuple[tuple[str, int, int, Any], ...] = (
    ("small", 0, 10_000, _("moins de 10 000 habitants")),
    ("medium", 10_000, 30_000, _("10 000 à 30 000 habitants")),
    ("large", 30_000, 100_000, _("30 000 à 100 000 habitants")),
    ("city", 100_000, 10**9, _("plus de 100 000 habitants")),
)
AIMED = frozenset({"medium", "large"})


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a town. `vacancy` a ratio 0 to 1 or None where nobody can tell;
    `vacant` premises known to be empty; `programmes` in words; `ended_on` of its last agreement.
    """

    population: int | None = None
    vacancy: float | None = None
    vacant: int = 0
    ringing: bool = False
    programmes: tuple[str, ...] = ()
    ended_on: dt.date | None = None
    diagnosed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in words, and how much it weighs."""

    key: str
    weight: int
    text: str


def stratum(population: int | None) -> tuple[str, Any]:
    """Key and name of the stratum of a population; ("", "") when it is not known."""
    if population is None:
        return "", ""
    return next((key, name) for key, low, high, name in STRATA if low <= population < high)


def reasons(signals: Signals, on: dt.date) -> list[Reason]:
    """The reasons to go and see this town, the heaviest first; empty when nothing calls."""
    found = [*_vacancy(signals), *_place(signals), *_past(signals, on)]
    return sorted(found, key=lambda one: (-one.weight, one.key))


def weight(found: Iterable[Reason]) -> int:
    """What a list is ordered by."""
    return sum(one.weight for one in found)


def _vacancy(signals: Signals) -> Iterable[Reason]:
    if signals.vacancy is not None and signals.vacancy >= VACANCY:
        percent = f"{signals.vacancy * 100:.1f}".replace(".", ",")
        text = _("%(rate)s %% des locaux sont vacants : au-dessus du seuil de 10 %%.")
        yield Reason("vacancy", 50, text % {"rate": percent})
    elif signals.ringing:
        yield Reason("vacancy", 45, str(_("L’alerte des 10 % de vacance n’est pas levée.")))
    elif signals.vacancy is None and signals.vacant >= 5:
        text = ngettext_lazy(
            "Au moins %(n)s local vide, sans relevé complet.",
            "Au moins %(n)s locaux vides, sans relevé complet.",
            signals.vacant,
        )
        yield Reason("vacant", 20, text % {"n": signals.vacant})


def _place(signals: Signals) -> Iterable[Reason]:
    key, name = stratum(signals.population)
    if key in AIMED:
        yield Reason("stratum", 15, _("Ville de %s : le cœur de l’accord national.") % name)
    for programme in signals.programmes:
        yield Reason("programme", 20, _("Dans le programme %s.") % programme)


def _past(signals: Signals, on: dt.date) -> Iterable[Reason]:
    if signals.ended_on is not None and signals.ended_on < on:
        months = (on.year - signals.ended_on.year) * 12 + on.month - signals.ended_on.month
        text = ngettext_lazy(
            "Sa dernière convention est finie depuis %(n)s mois.",
            "Sa dernière convention est finie depuis %(n)s mois.",
            months,
        )
        yield Reason("ended", 30, text % {"n": months})
    if signals.diagnosed_on is not None:
        yield Reason(
            "diagnosis", 10, str(_("Un diagnostic est publié : le projet se remplit seul."))
        )
