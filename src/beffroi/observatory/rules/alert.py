"""The 10 % alert: it rings late enough to be believed, and stops late enough not to flicker."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import FIELD_ROUND, Answer, too_few, vacancy_unknown
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import percent, say
from beffroi.observatory.rules.vacancy import vacancy_rate

STATES = {
    "quiet": _("pas d’alerte"),
    "watch": _("à surveiller"),
    "ringing": _("alerte"),
}


def _exact(ratio: float) -> Fraction:
    return Fraction(str(ratio))


def excess(stock: Stock, threshold: float) -> Fraction:
    """Vacant premises beyond the threshold, in premises; negative below it."""
    return stock.vacant - _exact(threshold) * stock.total


def state(
    stock: Stock, *, threshold: float, hysteresis: float, min_excess: int, ringing: bool
) -> str:
    """The alert of a stock whose every door was seen.

    It begins when `min_excess` premises must be let to come back to the threshold, so that
    5 of 45 (half a premises too many) is only watched when 50 of 450 (five too many) rings.
    Once begun it stays until the rate falls below threshold - hysteresis.
    """
    if ringing and excess(stock, threshold - hysteresis) >= 0:
        return "ringing"
    over = excess(stock, threshold)
    if over >= min_excess:
        return "ringing"
    return "watch" if over >= 0 else "quiet"


@indicator(
    code="vacancy_alert",
    label=_("Alerte vacance"),
    formula_id="vacancy_alert.v1",
    formula=_("alerte si locaux vacants − seuil × ensemble des locaux atteint la marge demandée"),
    unit="class",
    takes="stock",
    needs=FIELD_ROUND,
    source=_("seuil de 10 % : « action massive », conventions de revitalisation"),
    slugs=("alerte-vacance", "vacancy-alert"),
    inputs=("rate", "vacant", "total", "excess", "completeness"),
    classes=STATES,
)
def vacancy_alert(
    stock: Stock,
    *,
    threshold: float = 0.10,
    hysteresis: float = 0.01,
    min_excess: int = 2,
    ringing: bool = False,
    min_completeness: float = 0.9,
    min_premises: int = 20,
) -> Answer:
    """Whether vacancy calls for action: quiet, watch or ringing.

    Formula: ringing when vacant - threshold * total >= min_excess; then until rate < threshold - hysteresis
    Unit: class
    Source: 10 % of revitalisation agreements (Brive set 16.5 %); hysteresis and margin are ours
    """
    answer = vacancy_rate(stock, min_completeness=min_completeness, min_premises=min_premises)
    inputs = {"rate": answer.value} | _counted(stock, threshold)
    if stock.coverage.vacancy is None:
        return vacancy_unknown(inputs)
    if stock.total < min_premises:
        return too_few(stock.total, inputs)
    marks = {"threshold": threshold, "hysteresis": hysteresis}
    found = state(stock, **marks, min_excess=min_excess, ringing=ringing)
    if answer.verdict != "value":
        return _from_below(answer, found, inputs)
    return Answer("value", found, inputs, _because(found, stock, threshold))


def _counted(stock: Stock, threshold: float) -> dict[str, Any]:
    return {
        "vacant": stock.vacant,
        "total": stock.total,
        "excess": float(excess(stock, threshold)),
        "completeness": stock.coverage.vacancy,
    }


def _from_below(answer: Answer, found: str, inputs: dict[str, Any]) -> Answer:
    """Of a partial round, what is already too much is too much; the rest is not known."""
    if found == "ringing":
        return Answer("value", found, inputs, answer.sentence)
    return Answer("cannot_tell", None, inputs, answer.sentence)


def _because(found: str, stock: Stock, threshold: float) -> Any:
    if found != "watch":
        return ""
    text = _("%(rate)s, mais à un local près du seuil de %(threshold)s : à surveiller.")
    if excess(stock, threshold) > 1:
        text = _("%(rate)s, à peine au-dessus du seuil de %(threshold)s : à surveiller.")
    rate = percent(Fraction(stock.vacant, stock.total))
    return say(text, rate=rate, threshold=percent(threshold))
