"""Openings and closures over a period, as shares of the stock."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer, cannot_tell, too_few
from beffroi.observatory.rules.churn import RATE_INPUTS, TWO_STOCKS, caveat, counted
from beffroi.observatory.rules.figures import Churn
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import say, shops


def _share(churn: Churn, number: float, base: float, fewest: int) -> Answer:
    inputs = counted(churn)
    if churn.stock_start < fewest or base <= 0:
        return too_few(churn.stock_start, inputs, shops)
    return Answer("value", number / base, inputs, caveat(churn))


@indicator(
    code="opening_rate",
    label=_("Taux d’ouverture"),
    formula_id="opening_rate.v1",
    formula=_("ouvertures ÷ commerces au début de la période"),
    unit="ratio",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("Insee, taux de création (notion)"),
    slugs=("taux-d-ouverture", "opening-rate"),
    inputs=RATE_INPUTS,
)
def opening_rate(churn: Churn, *, min_shops: int = 20) -> Answer:
    """Openings over the shops there at the start.

    Formula: openings / stock_start
    Unit: ratio
    Source: Insee, creation rate (concept)
    """
    return _share(churn, churn.openings, churn.stock_start, min_shops)


@indicator(
    code="closure_rate",
    label=_("Taux de fermeture"),
    formula_id="closure_rate.v1",
    formula=_("fermetures ÷ commerces au début de la période"),
    unit="ratio",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("calcul usuel"),
    slugs=("taux-de-fermeture", "closure-rate"),
    inputs=RATE_INPUTS,
)
def closure_rate(churn: Churn, *, min_shops: int = 20) -> Answer:
    """Closures over the shops there at the start.

    Formula: closures / stock_start
    Unit: ratio
    Source: standard
    """
    return _share(churn, churn.closures, churn.stock_start, min_shops)


@indicator(
    code="net_rate",
    label=_("Taux de solde"),
    formula_id="net_rate.v1",
    formula=_("(ouvertures − fermetures) ÷ commerces au début de la période"),
    unit="ratio",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("calcul usuel"),
    slugs=("taux-de-solde", "net-rate"),
    inputs=RATE_INPUTS,
)
def net_rate(churn: Churn, *, min_shops: int = 20) -> Answer:
    """Net change over the shops there at the start; negative when the town loses shops.

    Formula: (openings - closures) / stock_start
    Unit: ratio
    Source: standard
    """
    return _share(churn, churn.openings - churn.closures, churn.stock_start, min_shops)


@indicator(
    code="turnover_rate",
    label=_("Taux de rotation"),
    formula_id="turnover_rate.v1",
    formula=_("((ouvertures + fermetures) ÷ 2) ÷ moyenne des commerces au début et à la fin"),
    unit="ratio",
    takes="churn",
    needs=TWO_STOCKS,
    source=_("choix de Beffroi : il n’existe pas de norme"),
    slugs=("taux-de-rotation", "turnover-rate"),
    inputs=RATE_INPUTS,
)
def turnover_rate(churn: Churn, *, min_shops: int = 20) -> Answer:
    """How much of the shops change, openings and closures together.

    Formula: ((openings + closures) / 2) / ((stock_start + stock_end) / 2)
    Unit: ratio
    Source: our choice; there is no norm, so the formula id goes with every value
    """
    moved = (churn.openings + churn.closures) / 2
    middle = churn.stock_start + (churn.openings - churn.closures) / 2
    return _share(churn, moved, middle, min_shops)


@indicator(
    code="mutation_rate",
    label=_("Taux de mutation"),
    formula_id="mutation_rate.v1",
    formula=_("locaux dont l’occupant ou l’usage a changé ÷ locaux au début de la période"),
    unit="ratio",
    takes="churn",
    needs=_("deux relevés de terrain complets"),
    source=_("Beffroi"),
    slugs=("taux-de-mutation", "mutation-rate"),
    inputs=("mutations", "stock_start", "days"),
)
def mutation_rate(churn: Churn, *, min_shops: int = 20) -> Answer:
    """Share of the premises whose occupant or use changed over the period.

    A register of businesses does not see premises: it answers cannot tell.

    Formula: premises whose occupant or use changed / premises at the start
    Unit: ratio
    Source: ours
    """
    inputs = {
        "mutations": churn.mutations,
        "stock_start": churn.stock_start,
        "days": (churn.end - churn.start).days,
    }
    if churn.floor:
        text = _("On ne peut pas conclure : un registre d’entreprises ne suit pas les locaux.")
        return cannot_tell(say(text), inputs)
    if churn.stock_start < min_shops:
        return too_few(churn.stock_start, inputs, shops)
    return Answer("value", churn.mutations / churn.stock_start, inputs)
