"""The diagnosis as plain data: what is printed, in order, with its figures numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from beffroi.observatory.rules import findings_told
from beffroi.observatory.rules.diagnosis import doubts, emptiness, offer, streets, years
from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.diagnosis.plain import plain
from beffroi.observatory.rules.diagnosis.written import Written, set_down
from beffroi.observatory.rules.registry import get

SCHEMA = 1
Section = Mapping[str, Any]


def build(materials: Materials, written: Written | None = None) -> dict[str, Any]:
    """Sections in reading order and every figure they rest on, numbered as they appear.

    Texts are in the active language. Keys: schema, finding, lead, sections, figures (in the
    order of their note numbers), sources; with what people wrote: question, findings, previous.
    """
    findings = set_down(written, materials, names_in(materials)) if written else []
    parts = (
        emptiness.section(materials),
        streets.section(materials),
        years.section(materials),
        offer.section(materials),
        _written(written, findings, materials),
        doubts.section(materials),
    )
    sections = [part for part in parts if part]
    content: dict[str, Any] = said(
        {
            "schema": SCHEMA,
            "finding": emptiness.finding(materials),
            "lead": emptiness.lead(materials),
            "question": written.question if written else "",
            "findings": findings,
            "previous": written.previous if written else None,
            "sections": sections,
            "figures": _numbered(materials, sections),
            "sources": [_source(line) for line in materials.sources],
        }
    )
    return content


def names_in(materials: Materials) -> dict[str, Any]:
    """What the codes of figures are called."""
    return {**materials.activities, **materials.families, **materials.networks}


def _written(
    written: Written | None, findings: list[dict[str, Any]], materials: Materials
) -> Section | None:
    """The page of the findings; only figures that these data feed are numbered with it."""
    if written is None or not findings:
        return None
    part = findings_told.section(findings, written.previous)
    return {**part, "figures": [code for code in part["figures"] if code in materials.figures]}


def said(value: Any) -> Any:
    """The same with every text set down in the active language, fit for JSON."""
    if isinstance(value, Mapping):
        return {key: said(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [said(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _numbered(materials: Materials, sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Each figure once, in the order the sections call them."""
    names = names_in(materials)
    numbered: dict[str, dict[str, Any]] = {}
    for section in sections:
        for code in section["figures"]:
            if code not in numbered:
                told = plain(materials.figures[code], names)
                place = {"n": len(numbered) + 1, "period": _period(materials, code)}
                numbered[code] = place | told
    return list(numbered.values())


def _period(materials: Materials, code: str) -> list[str]:
    """First and last day of what is counted over a time."""
    if get(code).takes != "churn" or not materials.churns:
        return []
    last = materials.churns[-1]
    return [last.start.isoformat(), last.end.isoformat()]


def _source(line: Any) -> dict[str, Any]:
    return {
        "key": line.key,
        "label": line.label,
        "as_of": line.as_of.isoformat() if line.as_of else "",
        "licence": line.licence,
        "attribution": line.attribution,
        "url": line.url,
        "is_simulated": line.is_simulated,
    }
