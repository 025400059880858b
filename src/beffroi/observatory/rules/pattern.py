"""Where vacancy lies: at the fringe, in one street, everywhere but the main street, everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import FIELD_ROUND, Answer, too_few, unchecked
from beffroi.observatory.rules.figures import StreetStock
from beffroi.observatory.rules.registry import indicator

PATTERNS = {
    "fringe": _("aux franges des axes principaux"),
    "single_axis": _("concentrée sur un axe"),
    "all_but_main": _("partout sauf sur l’axe principal"),
    "generalised": _("généralisée à tout le centre"),
    "none": _("sans profil marqué"),
}


def roles_of(streets: Sequence[StreetStock]) -> dict[str, list[StreetStock]]:
    """Streets by role; when none is called main, the one with the most premises is."""
    by_role: dict[str, list[StreetStock]] = {"main": [], "fringe": [], "other": []}
    if not any(street.role == "main" for street in streets):
        main = max(streets, key=lambda street: (street.stock.total, street.name))
        by_role["main"] = [main]
        streets = [street for street in streets if street is not main]
    for street in streets:
        by_role[street.role or "other"].append(street)
    return by_role


def pooled(streets: Iterable[StreetStock]) -> tuple[int, int]:
    """Vacant premises and all premises of several streets."""
    kept = list(streets)
    return sum(s.stock.vacant for s in kept), sum(s.stock.total for s in kept)


def _rate(streets: Iterable[StreetStock]) -> float | None:
    vacant, total = pooled(streets)
    return vacant / total if total else None


def _classify(
    streets: Sequence[StreetStock], threshold: float, single_axis_share: float
) -> tuple[str, StreetStock]:
    """The class, and the street that holds most of the vacancy."""
    roles = roles_of(streets)
    top = max(streets, key=lambda s: (s.stock.vacant, s.name))
    vacant, _total = pooled(streets)
    main, fringe, other = (_high(roles[r], threshold) for r in ("main", "fringe", "other"))
    rest = _high([*roles["fringe"], *roles["other"]], threshold)
    elsewhere = _high([s for s in streets if s is not top], threshold)
    if _high([top], threshold) and top.stock.vacant >= single_axis_share * vacant and not elsewhere:
        return "single_axis", top
    if main and rest:
        return "generalised", top
    if fringe and not main and not other:
        return "fringe", top
    if rest and not main:
        return "all_but_main", top
    return "none", top


def _high(streets: Iterable[StreetStock], threshold: float) -> bool:
    rate = _rate(streets)
    return rate is not None and rate >= threshold


@indicator(
    code="vacancy_pattern",
    label=_("Profil spatial de la vacance"),
    formula_id="vacancy_pattern.v1",
    formula=_("comparaison du taux de vacance de l’axe principal, de ses franges, des autres rues"),
    unit="class",
    takes="streets",
    needs=FIELD_ROUND,
    source=_("quatre situations de l’Institut pour la ville et le commerce ; classement de Beffroi"),
    slugs=("profil-de-vacance", "vacancy-pattern"),
    inputs=(
        "rate_main", "rate_fringe", "rate_other", "main_street", "top_street", "top_share",
        "vacant", "total",
    ),
    classes=PATTERNS,
)  # fmt: skip
def vacancy_pattern(
    streets: Sequence[StreetStock],
    *,
    threshold: float = 0.10,
    single_axis_share: float = 0.5,
    min_completeness: float = 0.9,
    min_premises: int = 30,
) -> Answer:
    """Which of the four situations of the IVC the streets of a centre are in, or none.

    Formula: pooled rate >= threshold: one street with at least single_axis_share of the vacancy and the rest below: single_axis; main and the rest: generalised; fringe only: fringe; the rest only: all_but_main
    Unit: class
    Source: four situations of the Institut pour la ville et le commerce (Brest, Vierzon, Nevers, Béziers); classifier ours
    """
    vacant, total = pooled(streets)
    inputs: dict[str, Any] = {"vacant": vacant, "total": total}
    for street in streets:
        if refusal := unchecked(street.stock.coverage, min_completeness, inputs):
            return refusal
    if total < min_premises:
        return too_few(total, inputs)
    found, top = _classify(streets, threshold, single_axis_share)
    roles = roles_of(streets)
    inputs |= {f"rate_{role}": _rate(kept) for role, kept in roles.items()}
    inputs |= {
        "main_street": ", ".join(s.name for s in roles["main"]),
        "top_street": top.name,
        "top_share": top.stock.vacant / vacant if vacant else 0.0,
    }
    return Answer("value", found, inputs)
