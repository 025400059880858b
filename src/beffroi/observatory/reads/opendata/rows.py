"""The rows of each set, from what everybody may see: states, trades and signs, counts, passages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from beffroi.observatory.reads import federation
from beffroi.observatory.reads.stocks import stocks_over, street_stocks
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.series import series
from beffroi.place import reads as place
from beffroi.place.rules.gaps import sound
from beffroi.place.rules.secrecy import publishable
from beffroi.premises import reads as premises
from beffroi.premises.models import Premises, PremisesState
from beffroi.premises.reads.meanings import offered
from beffroi.sources.observatories import ToldMatch, ToldTerm
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui.families import label_of
from beffroi.ui.formats import Row

TOLD = ("value", "at_least")
DEGREES = 6  # decimals: a tenth of a metre
NATURES = {"opening": "ouverture", "closure": "fermeture"}
NATURES_OF_TERMS = {"trade": "activité", "state": "état du local"}
VERDICTS = {
    "value": "valeur",
    "at_least": "au moins",
    "cannot_tell": "impossible à dire",
    "withheld": "retenu",
}


def rows_of(key: str, town: Town, days: list[dt.date]) -> list[Row]:
    """The rows of a set on the last of these days (or over them); `days` are those of looks."""
    return list(ROWS[key](town, days))


def _doors(town: Town, days: list[dt.date]) -> Iterator[Row]:
    if not days:
        return
    hidden, unnamed = premises.kept_back(town, days[-1])
    for cell in sorted(premises.cell_list(town, days[-1]), key=lambda cell: cell.public_id):
        if cell.public_id in unnamed:
            cell = replace(cell, name="", activity="", family="", network_kind="")
        if cell.public_id not in hidden:
            yield _door(cell, days[-1])


def _door(cell: premises.Cell, on: dt.date) -> Row:
    states, sides = dict(PremisesState.Kind.choices), dict(Premises.Side.choices)
    lon, lat = _spot(cell.lon, cell.lat)
    state = (cell.state, str(states[cell.state]), cell.since, cell.first_seen_on)
    trade = (cell.name, *_trade(cell.activity, cell.family), cell.network_kind)
    side = str(sides[cell.side]) if cell.side else ""
    where = (cell.house_number, cell.street, cell.street_slug, side, lon, lat)
    return Row((cell.public_id, on, *state, *trade, *where), _point(lon, lat))


def _streets(town: Town, days: list[dt.date]) -> Iterator[Row]:
    if not days:
        return
    lines = dict(territory.streets(town).values_list("slug", "lines"))
    for one in street_stocks(town, days[-1]):
        figure = registry.compute("vacancy_rate", one.stock)
        drawn = lines.get(one.public_id)
        shape = {"type": "MultiLineString", "coordinates": drawn} if drawn else None
        told = (one.stock.total, one.stock.vacant, VERDICTS[figure.verdict], _number(figure))
        yield Row((one.public_id, days[-1], one.name, *told), shape)


def _figures(town: Town, days: list[dt.date]) -> Iterator[Row]:
    for one in [None, *territory.perimeters(town)]:
        rounds = stocks_over(town, tuple(days), perimeter=one) if days else []
        for known in registry.all_indicators("stock"):
            for point in series(rounds, known.code):
                yield _figure(one, known, point.on, point.figure)


def _figure(one: Perimeter | None, known: Any, on: dt.date, figure: Figure) -> Row:
    slug, name = (one.slug, one.name) if one else ("", "Toute la ville")
    said = str(figure.value) if figure.unit == "class" and figure.verdict in TOLD else ""
    values = (f"{slug or 'ville'}/{known.code}/{on.isoformat()}", slug, name, known.code)
    more = (VERDICTS[figure.verdict], _number(figure), said, figure.unit, figure.formula_id)
    return Row((*values, str(known.label), on, *more))


def _number(figure: Figure) -> float | int | None:
    told = figure.verdict in TOLD and isinstance(figure.value, int | float)
    return figure.value if told else None  # type: ignore[return-value]


def _moves(town: Town, days: list[dt.date]) -> Iterator[Row]:
    if len(days) < 2:
        return
    seen: dict[str, int] = {}
    for one in premises.opened(town, days[0], days[-1]):
        lon, lat = _spot(one.lon, one.lat)
        nature = NATURES[one.kind]
        key = f"{one.public_id}/{one.on.isoformat()}/{nature}"
        seen[key] = seen.get(key, 0) + 1
        key = key if seen[key] == 1 else f"{key}/{seen[key]}"
        values = (key, one.public_id, nature, one.on, one.name, *_trade(one.activity, one.family))
        yield Row((*values, one.house_number, one.street, lon, lat), _point(lon, lat))


def _passages(town: Town, _days: list[dt.date]) -> Iterator[Row]:
    counters = list(place.counters_of(town))
    hours = place.hours_of(town, counters)
    for one in counters:
        lon, lat = _spot(one.lon, one.lat)
        kind = str(one.get_technology_display())
        told = publishable(sound(hours[one.pk]), one.technology)
        for at, count in sorted(told.counts.items()):
            key = f"{one.slug}/{at.astimezone(dt.UTC):%Y-%m-%dT%HZ}"
            yield Row((key, one.slug, one.name, at, count, kind, lon, lat), _point(lon, lat))


def _words(town: Town, _days: list[dt.date]) -> Iterator[Row]:
    labels = offered()
    for one in federation.nomenclatures(town):
        for term in federation.terms_of(one).values():
            for match in term.matches or (None,):
                yield _word(f"{one.pk}", one.name, term, match, labels)


def _word(
    key: str, name: str, term: ToldTerm, match: ToldMatch | None, labels: Mapping[str, str]
) -> Row:
    common, start, end = (match.common, match.start, match.end) if match else ("", None, None)
    decision = "à décider" if match is None else "équivalent" if common else "sans équivalent"
    said = labels.get(common if term.kind == "state" else f"occupied:{common}", "")
    since = start.isoformat() if start else ""
    told = (term.code, term.label, term.category, decision, common, said, start, end)
    return Row((f"{key}/{term.code}/{since}", name, NATURES_OF_TERMS[term.kind], *told), None)


ROWS: dict[str, Callable[[Town, list[dt.date]], Iterator[Row]]] = {
    "locaux": _doors,
    "rues": _streets,
    "chiffres": _figures,
    "ouvertures-fermetures": _moves,
    "frequentation": _passages,
    "nomenclature": _words,
}


def _trade(activity: str, family: str) -> tuple[str, str, str]:
    return activity, family, str(label_of(family)) if family else ""


def _spot(lon: float | None, lat: float | None) -> tuple[float | None, float | None]:
    if lon is None or lat is None:
        return None, None
    return round(lon, DEGREES), round(lat, DEGREES)


def _point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    return None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
