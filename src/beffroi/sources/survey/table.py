"""One table, whatever file it came in: titles, rows of texts, shapes in the file's own coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from beffroi.sources.records import UnreadableSource

MOST_ROWS = 60_000  # doors times waves of a large city; more is no survey of one town
MOST_COLUMNS = 200
MOST_CELL = 1_000
MOST_POINTS = 1_000_000


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """`rows` have one text a title ("" when empty); `shapes` one a row, None where none is drawn.

    `lines` are the places of the rows in the file, from 1; `ragged` those with more cells than
    titles; `crs` what the file says of its coordinates ("EPSG:2154"), "" when it says nothing.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    shapes: tuple[BaseGeometry | None, ...] = ()
    crs: str = ""
    ragged: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()  # of a file of several, the one read first

    def column(self, title: str) -> list[str]:
        """The values of a column; all empty when the table has no such title."""
        if title not in self.titles:
            return [""] * len(self.rows)
        at = self.titles.index(title)
        return [row[at] for row in self.rows]

    def without(self, gone: set[int]) -> SurveyTable:
        """The same table without the rows at these places (from 0)."""
        if not gone:
            return self
        kept = [n for n in range(len(self.rows)) if n not in gone]
        return replace(
            self,
            rows=tuple(self.rows[n] for n in kept),
            lines=tuple(self.lines[n] for n in kept),
            shapes=tuple(self.shapes[n] for n in kept) if self.shapes else (),
        )


def text_of(value: Any) -> str:
    """A value of any file as a person would type it: 83340.0 is 83340, nothing is ""."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return " ".join(str(value).replace("\x00", "").split())[:MOST_CELL]


def table_of(
    path: Path, titles: Sequence[str], rows: Iterable[tuple[int, Sequence[Any], Any]], **facts: Any
) -> SurveyTable:
    """A table from (line, cells, shape) rows, within its bounds; empty rows are dropped."""
    named = distinct(titles)
    if len(named) > MOST_COLUMNS:
        raise refused(path, _("« %(name)s » a plus de %(most)s colonnes."), MOST_COLUMNS)
    cells, lines, shapes, ragged = [], [], [], []
    for line, values, shape in rows:
        texts = [text_of(value) for value in values]
        if not any(texts) and shape is None:
            continue
        if any(texts[len(named) :]):
            ragged.append(line)
        cells.append(tuple((texts + [""] * len(named))[: len(named)]))
        lines.append(line)
        shapes.append(shape)
        if len(cells) > MOST_ROWS:
            raise refused(path, _("« %(name)s » a plus de %(most)s lignes."), MOST_ROWS)
    if not cells:
        raise refused(path, _("« %(name)s » ne contient aucun local."), 0)
    drawn = tuple(shapes) if any(shape is not None for shape in shapes) else ()
    return SurveyTable(
        tuple(named), tuple(cells), tuple(lines), drawn, ragged=tuple(ragged), **facts
    )


def distinct(titles: Sequence[str]) -> list[str]:
    """Titles told apart: an empty one is named by its place, a second « Code » is « Code (2) »."""
    named: list[str] = []
    for place, title in enumerate(titles, 1):
        name = text_of(title)[:80] or _("colonne %(n)d") % {"n": place}
        again = sum(one == name or one.startswith(f"{name} (") for one in named)
        named.append(f"{name} ({again + 1})" if again and name in named else name)
    return named


def refused(path: Path, what: str, most: int) -> UnreadableSource:
    """A table beyond its bounds, or empty."""
    said = what % {"name": path.name, "most": f"{most:,}".replace(",", "\u202f")}
    return UnreadableSource(said, code="survey_table")
