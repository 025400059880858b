"""A town's observatory as a document that another one can read."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import stored
from beffroi.observatory.models import Nomenclature
from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.reads.federation.words import nomenclature_of, terms_of
from beffroi.observatory.reads.stocks import stocks_over
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure, Stock
from beffroi.premises import reads as premises
from beffroi.premises.reads import SourceCoverage
from beffroi.sources.observatories import (
    Told,
    ToldFigure,
    ToldPerimeter,
    ToldRound,
    ToldSource,
    ToldTerm,
)
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

MOST_DAYS = 12  # rounds told: ten years and more
WHOLE = ("", Perimeter.Kind.COMMUNE.value)
SAID = ("value", "at_least")
DOCUMENT = "opendata/observatory"  # the name the worker keeps it under
Local = Mapping[dt.date, Mapping[str, int]]


@cache
def common_version() -> str:
    """The common nomenclature with its version, as documents name it."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    told = tomllib.loads(pack.path("versions.toml").read_text(encoding="utf-8"))
    return str(told["nomenclature"])


def told_of(
    town: Town,
    *,
    page: str = "",
    perimeters: Collection[str] | None = None,
    days: Sequence[dt.date] | None = None,
) -> Told:
    """What the observatory of a town tells: of every perimeter, or those of these keys; of its last
    rounds, or those of these days. Four queries a perimeter and six more, however many rounds."""
    words = nomenclature_of(town)
    terms = tuple(terms_of(words).values())
    asked = tuple(days if days is not None else premises.known_days(town)[-MOST_DAYS:])
    places = [one for one in _places(town) if perimeters is None or one[0] in perimeters]
    told = premises.coverage_over(town, asked) if asked else {}
    return Told(
        name=observatory_name(town, words), code=town.insee_code, town=town.name,
        keeper=words.body.name if words and words.body else "",
        page=page,
        simulated=town.is_fictional,
        made_on=timezone.localdate(),
        common=common_version(),
        nomenclature=words.name if words else "",
        terms=terms,
        perimeters=tuple(_perimeter(town, *one, asked, terms, told) for one in places),
        sources=_sources(town),
    )  # fmt: skip


def document_kept(town: Town) -> dict[str, Any] | None:
    """The document the worker wrote last, as JSON; None before the first time. One query."""
    text = territory.last_kept(town, DOCUMENT)
    return None if text is None else dict(json.loads(text))


def observatory_name(town: Town, words: Nomenclature | None) -> str:
    """Who speaks: the body whose words are used there, or the town."""
    return f"{town.name} ({words.body.name})" if words and words.body else town.name


def _places(town: Town) -> list[tuple[str, str, str, Perimeter | None]]:
    """(key, name, kind, row): the whole town first, then each perimeter."""
    rows = [(one.slug, stored(one.name), one.kind, one) for one in territory.perimeters(town)]
    return [(*WHOLE[:1], town.name, WHOLE[1], None), *rows]


def _perimeter(
    town: Town,
    key: str,
    name: str,
    kind: str,
    row: Perimeter | None,
    days: Sequence[dt.date],
    terms: Sequence[ToldTerm],
    coverage: Mapping[dt.date, SourceCoverage | None],
) -> ToldPerimeter:
    stocks = stocks_over(town, tuple(days), perimeter=row) if days else []
    local = _local(town, tuple(days), tuple(term.code for term in terms), perimeter=row)
    rounds = [_round(one, local.get(one.on, {}), coverage.get(one.on)) for one in stocks]
    return ToldPerimeter(key, name, kind, tuple(one for one in rounds if one.states))


@remembered
def _local(
    town: Town, days: Sequence[dt.date], codes: Sequence[str], *, perimeter: Perimeter | None
) -> Local:
    """Premises by local code on each day; the codes of nobody cost no query."""
    found: dict[dt.date, dict[str, int]] = defaultdict(dict)
    if codes and days:
        for day, code, count in premises.tags_over(town, days, codes, perimeter=perimeter):
            found[day][code] = count
    return found


def _round(stock: Stock, local: Mapping[str, int], told: SourceCoverage | None) -> ToldRound:
    outside = {"outside": stock.outside} if stock.outside else {}
    states = {code: n for code, n in stock.by_state.items() if n}
    figures = registry.compute_all("stock", stock).values()
    return ToldRound(
        on=stock.on,
        methods=(told.source.kind,) if told else (),
        stock=stock.coverage.stock,
        vacancy=stock.coverage.vacancy,
        note=stored(told.note) if told else "",
        states=states | outside,
        trades=dict(stock.by_activity),
        local=dict(local),
        figures=tuple(_figure(one) for one in figures),
    )


def _figure(one: Figure) -> ToldFigure:
    value = one.value if one.verdict in SAID else None
    plain = {
        name: used for name, used in one.parameters.items() if isinstance(used, str | int | float)
    }
    return ToldFigure(one.code, one.formula_id, one.verdict, one.unit, _number(value), plain)


def _number(value: object) -> float | int | str | None:
    if value is None or isinstance(value, str | int | float):
        return value
    return float(value)  # type: ignore[arg-type] # a fraction


def _sources(town: Town) -> tuple[ToldSource, ...]:
    return tuple(
        ToldSource(stored(one.label), one.kind, one.as_of, one.licence, stored(one.attribution))
        for one in territory.live_sources(town)
    )
