"""Where vacancy is going, when there are rounds enough to tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import DATED_ROUNDS, Answer, cannot_tell
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import Sentence, percent, say, then
from beffroi.observatory.rules.series import complete

STEADY = 0.5  # share of pairs of rounds that must go the same way, net of the others
TRENDS = {
    "up": _("en hausse"),
    "down": _("en baisse"),
    "flat": _("stable"),
    "up_then_down": _("montée, puis redescendue"),
    "down_then_up": _("descendue, puis remontée"),
    "irregular": _("sans tendance nette"),
}


def _kendall(rates: Sequence[float]) -> float:
    """Kendall's tau of the rates against time, -1 to 1."""
    pairs = list(combinations(rates, 2))
    return sum((b > a) - (b < a) for a, b in pairs) / max(1, len(pairs))


def _turn(rates: Sequence[float], min_change: float) -> str:
    """A clear peak or trough inside the series, or nothing."""
    first, last = rates[0], rates[-1]
    for name, extreme in (("up_then_down", max(rates)), ("down_then_up", min(rates))):
        at = rates.index(extreme)
        legs = sorted((abs(extreme - first), abs(extreme - last)))
        steady = min(abs(_kendall(rates[: at + 1])), abs(_kendall(rates[at:]))) >= STEADY
        if legs[0] >= min_change and legs[0] >= legs[1] / 2 and steady:
            return name
    return ""


def _direction(rates: Sequence[float], min_change: float) -> str:
    change = rates[-1] - rates[0]
    if max(rates) - min(rates) < min_change:
        return "flat"
    if turn := _turn(rates, min_change):
        return turn
    if abs(change) >= min_change and abs(_kendall(rates)) >= STEADY:
        return "up" if change > 0 else "down"
    return "irregular"


@indicator(
    code="vacancy_trend",
    label=_("Tendance de la vacance"),
    formula_id="vacancy_trend.v1",
    formula=_("sens de l’écart entre relevés complets, s’il dépasse le seuil et se répète"),
    unit="class",
    takes="series",
    needs=DATED_ROUNDS,
    source=_("tau de Kendall ; seuils de Beffroi"),
    slugs=("tendance-de-la-vacance", "vacancy-trend"),
    inputs=("rounds", "first_year", "first_rate", "last_year", "last_rate", "change"),
    classes=TRENDS,
)
def vacancy_trend(
    rounds: Sequence[Stock],
    *,
    min_rounds: int = 3,
    min_change: float = 0.01,
    min_completeness: float = 0.9,
    min_premises: int = 20,
) -> Answer:
    """Where vacancy is going, from complete rounds only, and never from two points.

    Formula: flat when max - min < min_change; else a clear turn; else the sign of last - first when |Kendall's tau| >= 0.5; else irregular
    Unit: class
    Source: Kendall (1938); thresholds ours
    """
    kept = complete(rounds, min_completeness=min_completeness, min_premises=min_premises)
    if len(kept) < min_rounds:
        return cannot_tell(_too_short(len(kept), min_rounds), {"rounds": len(kept)})
    rates = [stock.vacant / stock.total for stock in kept]
    inputs = {
        "rounds": len(kept),
        "first_year": kept[0].on.year,
        "first_rate": rates[0],
        "last_year": kept[-1].on.year,
        "last_rate": rates[-1],
        "change": rates[-1] - rates[0],
    }
    found = _direction(rates, min_change)
    return Answer("value", found, inputs, trend_sentence(found, kept))


def _too_short(n: int, wanted: int) -> Sentence:
    plural = ngettext_lazy(
        "On ne peut pas conclure : %(n)d relevé complet, il en faut au moins %(wanted)d.",
        "On ne peut pas conclure : %(n)d relevés complets, il en faut au moins %(wanted)d.",
        "n",
    )
    if not n:
        text = _("On ne peut pas conclure : aucun relevé complet, il en faut au moins %(wanted)d.")
        return say(text, wanted=wanted)
    return say(plural, n=n, wanted=wanted)


TREND_TEXTS = {
    "up": _("La vacance monte : de %(first)s en %(y0)d à %(last)s en %(y1)d."),
    "down": _("La vacance recule : de %(first)s en %(y0)d à %(last)s en %(y1)d."),
    "flat": _("La vacance est stable, à moins d’un point près : %(last)s en %(y1)d."),
    "up_then_down": _("Montée à %(high)s en %(yh)d, la vacance est revenue à %(last)s en %(y1)d."),
    "down_then_up": _("Tombée à %(low)s en %(yl)d, la vacance est remontée à %(last)s en %(y1)d."),
    "irregular": _("La vacance varie sans tendance nette, entre %(low)s et %(high)s."),
}


def trend_sentence(found: str, kept: Sequence[Stock]) -> Sentence | str:
    """The trend in words, with the doubt that few rounds leave."""
    dated = [(stock.vacant / stock.total, stock.on.year) for stock in kept]
    low, high = min(dated), max(dated)
    text = TREND_TEXTS[found]
    sentence = say(
        text, first=percent(dated[0][0]), y0=dated[0][1], last=percent(dated[-1][0]),
        y1=dated[-1][1], low=percent(low[0]), yl=low[1], high=percent(high[0]), yh=high[1],
    )  # fmt: skip
    if len(kept) >= 5:
        return sentence
    doubt = _("Sur %(n)d relevés seulement : une tendance, pas une prévision.")
    return then(sentence, say(doubt, n=len(kept)))
