"""What the shops in activity are made of: families, diversity, networks, services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import (
    FIELD_ROUND,
    Answer,
    cannot_tell,
    incomplete_stock,
    too_few,
)
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import say
from chalandise import diversity

LEVELS = {"families": "by_family", "subfamilies": "by_activity"}


def known(counts: Mapping[str, int]) -> dict[str, int]:
    """The classes that hold a shop; a shop whose class is unknown ("") is in none."""
    return {name: n for name, n in counts.items() if name and n}


def family_shares(stock: Stock) -> dict[str, float]:
    """Share of each family among the shops whose family is known, largest first."""
    counts = known(stock.by_family)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {family: n / sum(counts.values()) for family, n in ranked}


@indicator(
    code="family_share",
    label=_("Part par famille"),
    formula_id="family_share.v1",
    formula=_("commerces de la famille ÷ commerces en activité"),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source=_("BDCom ; observatoires des CCI"),
    slugs=("part-par-famille", "family-share"),
    inputs=("family", "family_count", "active", "counts"),
)
def family_share(stock: Stock, *, family: str = "", min_shops: int = 10) -> Answer:
    """Share of one family (the largest when none is named) among the active shops.

    Formula: n_family / n_active
    Unit: ratio
    Source: BDCom, observatories of the chambers of commerce
    """
    shares = family_shares(stock)
    counts = known(stock.by_family)
    active = sum(counts.values())
    chosen = family or next(iter(shares), "")
    inputs = {
        "family": chosen,
        "family_count": counts.get(chosen, 0),
        "active": active,
        "counts": counts,
    }
    if active < min_shops:
        return too_few(active, inputs)
    return Answer(
        "value", shares.get(chosen, 0.0), inputs, incomplete_stock(stock.coverage, active)
    )


def _diverse(stock: Stock, over: str, fewest: int, measure: Any, **more: Any) -> Answer:
    present = known(getattr(stock, LEVELS[over]))
    units = sum(present.values())
    inputs: dict[str, Any] = {"active": units, "classes": len(present), "counts": present}
    if units < fewest:
        return too_few(units, inputs)
    inputs |= {name: other(present.values()) for name, other in more.items()}
    return Answer(
        "value", measure(present.values()), inputs, incomplete_stock(stock.coverage, units)
    )


@indicator(
    code="shannon",
    label=_("Diversité de Shannon"),
    formula_id="shannon.v1",
    formula=_("− somme des parts × logarithme népérien des parts, par famille"),
    unit="nat",
    takes="stock",
    needs=FIELD_ROUND,
    source="Shannon (1948)",
    slugs=("diversite-de-shannon", "shannon-diversity"),
    inputs=("active", "classes", "counts"),
)
def shannon(stock: Stock, *, over: str = "families", min_shops: int = 10) -> Answer:
    """Shannon diversity over families ("families") or detailed activities ("subfamilies").

    Formula: - sum p_i ln p_i
    Unit: nat
    Source: Shannon (1948)
    """
    return _diverse(stock, over, min_shops, diversity.shannon)


@indicator(
    code="evenness",
    label=_("Équilibre entre familles"),
    formula_id="evenness.v1",
    formula=_("diversité de Shannon ÷ logarithme du nombre de familles"),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source="Pielou (1966)",
    slugs=("equilibre-entre-familles", "evenness"),
    inputs=("active", "classes", "counts"),
)
def evenness(stock: Stock, *, over: str = "families", min_shops: int = 10) -> Answer:
    """How evenly the shops are spread over the families that are present.

    Formula: H / ln S
    Unit: ratio
    Source: Pielou (1966)
    """
    present = known(getattr(stock, LEVELS[over]))
    if len(present) == 1 and sum(present.values()) >= min_shops:
        inputs = {"active": sum(present.values()), "classes": 1, "counts": present}
        text = _("On ne peut pas conclure : une seule famille présente.")
        return cannot_tell(say(text), inputs)
    return _diverse(stock, over, min_shops, diversity.evenness)


@indicator(
    code="simpson",
    label=_("Diversité de Simpson"),
    formula_id="simpson.v1",
    formula=_("1 − somme des carrés des parts par famille"),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source="Simpson (1949)",
    slugs=("diversite-de-simpson", "simpson-diversity"),
    inputs=("active", "classes", "counts", "unbiased"),
)
def simpson(stock: Stock, *, over: str = "families", min_shops: int = 10) -> Answer:
    """Chance that two shops taken at random belong to different families.

    Formula: 1 - sum p_i^2 ; unbiased: 1 - sum n_i (n_i - 1) / (N (N - 1))
    Unit: ratio
    Source: Simpson (1949)
    """
    unbiased = diversity.gini_simpson_unbiased
    return _diverse(stock, over, max(2, min_shops), diversity.gini_simpson, unbiased=unbiased)


@indicator(
    code="inverse_simpson",
    label=_("Nombre équivalent de familles"),
    formula_id="inverse_simpson.v1",
    formula=_("1 ÷ somme des carrés des parts par famille"),
    unit="classes",
    takes="stock",
    needs=FIELD_ROUND,
    source="Hill (1973)",
    slugs=("nombre-equivalent-de-familles", "inverse-simpson"),
    inputs=("active", "classes", "counts"),
)
def inverse_simpson(stock: Stock, *, over: str = "families", min_shops: int = 10) -> Answer:
    """Number of families of equal size that would be as diverse.

    Formula: 1 / sum p_i^2
    Unit: classes
    Source: Hill (1973), order 2
    """
    return _diverse(stock, over, min_shops, diversity.inverse_simpson)
