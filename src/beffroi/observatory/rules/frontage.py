"""Shopfronts in metres: what is vacant, what is active, where the walk breaks."""

from __future__ import annotations

from typing import Any

from chalandise.runs import breaks, longest_run
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer, cannot_tell, too_few, unchecked
from beffroi.observatory.rules.figures import Frontage, Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import percent, say

MEASURED = _("un relevé de terrain complet, façades mesurées")
EMPTY_STATES = ("vacant", "works_unknown")


@indicator(
    code="vacant_frontage_share",
    label=_("Linéaire vacant"),
    formula_id="vacant_frontage_share.v1",
    formula=_("mètres de façade vacante ÷ mètres de façade"),
    unit="ratio",
    takes="stock",
    needs=MEASURED,
    source=_("Beffroi"),
    slugs=("lineaire-vacant", "vacant-frontage"),
    inputs=("vacant_m", "total_m", "completeness"),
)
def vacant_frontage_share(
    stock: Stock, *, min_completeness: float = 0.9, min_premises: int = 10
) -> Answer:
    """Share of the shopfront metres that are vacant.

    Formula: sum of frontage of vacant premises / sum of frontage
    Unit: ratio
    Source: ours; concept of the linéaire commercial of local plans
    """
    metres = stock.frontage_by_state
    vacant_m = sum(metres.get(state, 0.0) for state in EMPTY_STATES)
    in_use = ("occupied", "seasonal_closed", "works_with_taker")
    total_m = vacant_m + sum(metres.get(state, 0.0) for state in in_use)
    inputs: dict[str, Any] = {
        "vacant_m": vacant_m,
        "total_m": total_m,
        "completeness": stock.coverage.vacancy,
    }
    if refusal := unchecked(stock.coverage, min_completeness, inputs):
        return refusal
    if stock.total < min_premises:
        return too_few(stock.total, inputs)
    if not total_m:
        return _unmeasured(inputs)
    return Answer("value", vacant_m / total_m, inputs)


def _unmeasured(inputs: dict[str, Any]) -> Answer:
    text = _("On ne peut pas conclure : les façades ne sont pas mesurées. Il faudrait %(needs)s.")
    return cannot_tell(say(text, needs=MEASURED), inputs)


@indicator(
    code="frontage_activity",
    label=_("Continuité du linéaire"),
    formula_id="frontage_activity.v1",
    formula=_("mètres de façade active ÷ mètres de façade"),
    unit="ratio",
    takes="frontage",
    needs=MEASURED,
    source=_("linéaires protégés des plans locaux d’urbanisme ; Madry, linéaires rétractés"),
    slugs=("continuite-du-lineaire", "frontage-continuity"),
    inputs=(
        "active_m", "total_m", "breaks", "breaks_per_100m", "longest_active_run_m", "measured",
    ),
)  # fmt: skip
def frontage_activity(
    frontage: Frontage, *, min_break_m: float = 10.0, min_completeness: float = 0.9
) -> Answer:
    """Share of the walk that passes active shopfronts, its breaks and its longest active run.

    Neighbours that are both inactive make one break; a run does not cross the street.

    Formula: active metres / metres ; breaks of at least min_break_m per 100 m
    Unit: ratio
    Source: protected frontages of local plans; Madry, retracted frontages
    """
    lengths = [[metres for _kind, metres in side] for side in frontage.sides]
    active = [[kind == "active" for kind, _metres in side] for side in frontage.sides]
    sides = list(zip(lengths, active, strict=True))
    total = sum(map(sum, lengths))
    in_use = sum(m for side, on in sides for m, yes in zip(side, on, strict=True) if yes)
    broken = sum(breaks(side, on, minimum=min_break_m) for side, on in sides)
    inputs: dict[str, Any] = {
        "active_m": in_use,
        "total_m": total,
        "breaks": broken,
        "breaks_per_100m": 100 * broken / total if total else 0.0,
        "longest_active_run_m": max((longest_run(side, on) for side, on in sides), default=0.0),
        "measured": frontage.measured,
    }
    if not total or frontage.measured is None:
        return _unmeasured(inputs)
    if frontage.measured < min_completeness:
        text = _("On ne peut pas conclure : %(measured)s des façades mesurées seulement.")
        return cannot_tell(say(text, measured=percent(frontage.measured, 0)), inputs)
    return Answer("value", in_use / total, inputs)
