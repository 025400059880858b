"""Data and drawings in, PDF/UA bytes out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from beffroi.ui import families
from beffroi.ui.paper.glyphs import printable
from beffroi.ui.tokens import light, printed
from beffroi.ui.typography import date, typo

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
UNTOUCHED = frozenset({"key", "code", "formula_id", "url", "slug", "name_of_drawing", "language"})


@cache
def _fonts() -> typst.Fonts:
    """Our own type and nothing else: a missing glyph must be seen, not replaced."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    )


@cache
def _marks() -> str:
    """The symbols of the families as standalone SVG, by key."""
    fills = "".join(
        f".f-{key}{{fill:{families.hex_of(key)}}}" for key in (*families.BY_KEY, "other")
    )
    style = f"<style>{fills}.g{{fill:#fff}}.v{{fill:#fff;stroke:{families.hex_of('vacant')};stroke-width:2.5}}</style>"
    opening = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
    drawn = {key: f"{opening}{style}{inner}</svg>" for key, inner in families.symbols()}
    return json.dumps(drawn)


def compile_pdf(
    template: str,
    data: Mapping[str, Any],
    attachments: Mapping[str, str] | None = None,
    *,
    printed_at: dt.datetime | None = None,
) -> bytes:
    """A PDF/UA-1 of `templates/<template>.typ`.

    `data` is plain (JSON) data with its texts already set; `attachments` are SVG strings by name.
    `printed_at` fixes the creation date, so that the same content gives the same file. Raises
    `typst.TypstError` when the template and the data disagree, or a picture has no description.
    """
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "tokens": json.dumps(printed() | {"map-sheet": light()["map-ground"]}),
        "marks": _marks(),
        "drawings": json.dumps(dict(attachments or {}), ensure_ascii=False),
    }
    compiler = typst.Compiler(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=_fonts(), sys_inputs=inputs
    )
    found = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=printed_at and printed_at.replace(microsecond=0),
    )
    if not isinstance(found, bytes):
        raise TypeError(f"{template}: one PDF expected")
    return found


def as_set(value: Any, language: str = "fr") -> Any:
    """The same data with the typography of its language; {"date": ISO} becomes a written date."""
    if isinstance(value, str):
        return printable(typo(value, language))
    if isinstance(value, list | tuple):
        return [as_set(inner, language) for inner in value]
    if not isinstance(value, Mapping):
        return value
    if "date" in value:
        day = date(dt.date.fromisoformat(value["date"]), language)
        return f"{value['before']} {day}" if "before" in value else day
    return {
        key: inner if key in UNTOUCHED else as_set(inner, language) for key, inner in value.items()
    }
