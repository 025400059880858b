"""Openings and closures over a period."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer
from beffroi.observatory.rules.figures import Churn, Figure
from beffroi.observatory.rules.registry import get, indicator
from beffroi.observatory.rules.sentences import Sentence, say, then

TWO_STOCKS = _("un registre daté ou deux relevés de terrain complets")
RATE_INPUTS = ("openings", "closures", "stock_start", "stock_end", "days")


def counted(churn: Churn) -> dict[str, Any]:
    """The inputs every measure of churn prints beside itself."""
    return {
        "openings": churn.openings,
        "closures": churn.closures,
        "stock_start": churn.stock_start,
        "stock_end": churn.stock_start + churn.openings - churn.closures,
        "days": (churn.end - churn.start).days,
    }


def _late(churn: Churn) -> str | Sentence:
    if not churn.provisional:
        return ""
    return say(_("Provisoire : les fermetures des derniers mois arrivent tard au registre."))


def _missing(churn: Churn) -> str | Sentence:
    if not churn.floor:
        return ""
    return say(_("Les établissements en diffusion partielle ne sont pas dans la source."))


def _gross(churn: Churn, n: int, *, floor: bool) -> Answer:
    if floor:
        return Answer("at_least", n, counted(churn), caveat(churn), lower=float(n))
    return Answer("value", n, counted(churn), caveat(churn))


def caveat(churn: Churn) -> str | Sentence:
    """What the register leaves out or receives late."""
    return then(_missing(churn), _late(churn))


def still(code: str, **parameters: Any) -> Figure:
    """The refusal of an indicator of churn when no period is known."""
    known = get(code)
    text = _("On ne peut pas conclure : un seul état est connu. Il faudrait %(needs)s.")
    return Figure(
        code, known.formula_id, "cannot_tell", None, known.unit, say(text, needs=known.needs),
        parameters=known.defaults | parameters,
    )  # fmt: skip


@indicator(
    code="openings",
    label=_("Ouvertures"),
    formula_id="openings.v1",
    formula=_("établissements ouverts pendant la période"),
    unit="shops",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("Insee, créations d’établissements (notion)"),
    slugs=("ouvertures", "openings"),
    inputs=RATE_INPUTS,
)
def openings(churn: Churn) -> Answer:
    """Shops opened over the period. A first sight is never an opening.

    Formula: count of openings in [start, end)
    Unit: shops
    Source: Insee, business creations (concept)
    """
    return _gross(churn, churn.openings, floor=churn.floor)


@indicator(
    code="closures",
    label=_("Fermetures"),
    formula_id="closures.v1",
    formula=_("établissements fermés pendant la période"),
    unit="shops",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("Insee, cessations d’établissements (notion)"),
    slugs=("fermetures", "closures"),
    inputs=RATE_INPUTS,
)
def closures(churn: Churn) -> Answer:
    """Shops closed over the period; a floor while the register is still receiving them.

    Formula: count of closures in [start, end)
    Unit: shops
    Source: Insee, business cessations (concept)
    """
    return _gross(churn, churn.closures, floor=churn.floor or churn.provisional)


@indicator(
    code="net",
    label=_("Solde des ouvertures et des fermetures"),
    formula_id="net.v1",
    formula=_("ouvertures − fermetures"),
    unit="shops",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("calcul usuel"),
    slugs=("solde", "net-openings"),
    inputs=RATE_INPUTS,
)
def net(churn: Churn) -> Answer:
    """Openings less closures.

    Formula: openings - closures
    Unit: shops
    Source: standard
    """
    return Answer("value", churn.openings - churn.closures, counted(churn), caveat(churn))
