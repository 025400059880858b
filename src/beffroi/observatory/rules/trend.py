"""Where vacancy is going, when there are rounds enough to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import DATED_ROUNDS, Answer, cannot_tell
from beffroi.observatory.rules.figures import Figure, Stock
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
    inputs=(
        "rounds", "change", "first_rate", "first_year", "last_rate", "last_year", "low_rate",
        "low_year", "high_rate", "high_year",
    ),
    classes=TRENDS,
)  # fmt: skip
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
    inputs = _extent(kept, rates)
    found = _direction(rates, min_change)
    return Answer("value", found, inputs, _told(found, inputs))


def _extent(kept: Sequence[Stock], rates: Sequence[float]) -> dict[str, Any]:
    dated = [(rate, stock.on.year) for rate, stock in zip(rates, kept, strict=True)]
    ends = {"first": dated[0], "last": dated[-1], "low": min(dated), "high": max(dated)}
    inputs: dict[str, Any] = {"rounds": len(kept), "change": rates[-1] - rates[0]}
    for name, (rate, year) in ends.items():
        inputs |= {f"{name}_rate": rate, f"{name}_year": year}
    return inputs


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
    "up": _("La vacance monte : de %(first)s en %(y0)d à %(last)s en %(y1)d"),
    "down": _("La vacance recule : de %(first)s en %(y0)d à %(last)s en %(y1)d"),
    "flat": _("La vacance est stable : %(first)s en %(y0)d, %(last)s en %(y1)d"),
    "up_then_down": _("Montée à %(high)s en %(yh)d, la vacance est revenue à %(last)s en %(y1)d"),
    "down_then_up": _("Tombée à %(low)s en %(yl)d, la vacance est remontée à %(last)s en %(y1)d"),
    "irregular": _("La vacance varie sans tendance nette, entre %(low)s et %(high)s"),
}


def trend_title(figure: Figure) -> Sentence:
    """The trend in one clause, for the title of a page."""
    return _title(str(figure.value), figure.inputs)


def _title(found: str, inputs: Mapping[str, Any]) -> Sentence:
    rates = {name: percent(inputs[f"{name}_rate"]) for name in ("first", "last", "low", "high")}
    years = {"y0": "first", "y1": "last", "yl": "low", "yh": "high"}
    dated = {key: inputs[f"{name}_year"] for key, name in years.items()}
    return say(TREND_TEXTS[found], **rates, **dated)


def _told(found: str, inputs: Mapping[str, Any]) -> Sentence | str:
    """The trend with the doubt that few rounds leave."""
    title = Sentence("%(title)s.", {"title": _title(found, inputs)})
    if inputs["rounds"] >= 5:
        return title
    doubt = _("Sur %(n)d relevés seulement : une tendance, pas une prévision.")
    return then(title, say(doubt, n=inputs["rounds"]))
