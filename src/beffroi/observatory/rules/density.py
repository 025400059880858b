"""Shops for a thousand inhabitants."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import Answer, cannot_tell
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import say, shops


@indicator(
    code="density_1000",
    label=_("Densité commerciale"),
    formula_id="density_1000.v1",
    formula=_("commerces en activité ÷ habitants × 1 000"),
    unit="per 1000 inh.",
    takes="stock",
    needs=_("un relevé de terrain complet et la population du périmètre"),
    source=_("Insee Première (1989), points de vente par habitant"),
    slugs=("densite-commerciale", "commercial-density"),
    inputs=("shops", "population"),
)
def density_1000(stock: Stock, *, min_completeness: float = 0.9) -> Answer:
    """Shops in activity per thousand inhabitants; a floor when the source misses some.

    Formula: active shops / population * 1000
    Unit: per 1000 inh.
    Source: Insee Première (1989), points of sale per inhabitant
    """
    inputs = {"shops": stock.occupied, "population": stock.population}
    if not stock.population:
        text = _("On ne peut pas conclure : la population de ce périmètre n’est pas connue.")
        return cannot_tell(say(text), inputs)
    density = 1000 * stock.occupied / stock.population
    seen = stock.coverage.stock
    if seen is not None and seen >= min_completeness:
        return Answer("value", density, inputs)
    text = _("Au moins : %(shops)s connus de la source, il peut y en avoir d’autres.")
    return Answer(
        "at_least", density, inputs, say(text, shops=shops(stock.occupied)), lower=density
    )
