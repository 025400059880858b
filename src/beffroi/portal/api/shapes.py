"""The shapes of the answers: what the OpenAPI document promises."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Schema


class ErrorOut(Schema):
    """A refusal (RFC 9457)."""

    status: int
    title: str
    remedy: str
    errors: list[dict[str, str]]


class ProgrammeOut(Schema):
    """A national programme, who says so and as of when."""

    key: str
    since: dt.date | None
    source: str
    source_date: str


class TownOut(Schema):
    """A town; `data_version` moves with every import or correction."""

    insee_code: str
    name: str
    slug: str
    page: str
    population: int | None
    population_year: int | None
    is_fictional: bool
    about: str
    data_version: int
    last_reading: dt.date | None = None
    programmes: list[ProgrammeOut] = Field(default_factory=list)


class TownList(Schema):
    items: list[TownOut]
    next: str | None


class Feature(Schema):
    """GeoJSON feature, WGS 84 degrees."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class Features(Schema):
    """GeoJSON collection; `next` is the address of the following page."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    attribution: list[str]
    next: str | None = None


class FigureOut(Schema):
    """One indicator. Ratios are 0 to 1, unrounded. `value` is null unless `verdict` is "value" or
    "at_least". `secrecy` is "withheld" where statistical secrecy forbids the value."""

    indicator: str
    label: str
    formula_id: str
    verdict: str
    value: float | int | str | None
    unit: str
    lower: float | None
    upper: float | None
    band: str | None
    sentence: str
    parameters: dict[str, Any]
    inputs: dict[str, Any]
    secrecy: Literal["none_needed", "withheld"]
    from_register: bool
    evidence: str
    evidence_page: str


class FiguresOut(Schema):
    """Every indicator of a perimeter on a day."""

    town: str
    true_on: dt.date | None
    known_on: dt.date | None
    perimeter: str | None
    data_version: int
    coverage: dict[str, Any]
    sources: list[str]
    items: list[FigureOut]


class PointOut(Schema):
    """A figure on one day somebody looked."""

    on: dt.date
    verdict: str
    value: float | int | str | None


class SeriesOut(Schema):
    town: str
    indicator: str
    known_on: dt.date | None
    perimeter: str | None
    items: list[PointOut]


class SourceOut(Schema):
    key: str
    kind: str
    label: str
    as_of: dt.date | None
    licence: str
    attribution: str
    url: str
    is_simulated: bool


class SourcesOut(Schema):
    items: list[SourceOut]


class DiagnosisOut(Schema):
    number: int
    true_on: dt.date
    published_on: dt.date
    perimeter: str
    page: str
    pdf: str
    figures: list[dict[str, Any]]


class DiagnosesOut(Schema):
    items: list[DiagnosisOut]


class MethodOut(Schema):
    code: str
    label: str
    formula: str
    formula_id: str
    takes: str
    unit: str
    defaults: dict[str, Any]
    page: str


class MethodsOut(Schema):
    items: list[MethodOut]


class SystemOut(Schema):
    id: str
    title: str
    state: str
    missing: str


class SystemsOut(Schema):
    items: list[SystemOut]
