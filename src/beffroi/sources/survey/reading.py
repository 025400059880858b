"""The table of a survey file, by its format; which files look like one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import shape as to_shape

from beffroi.sources.geojson import parsed
from beffroi.sources.outline_refusals import refused
from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey.geopackage import MAGIC, read_geopackage
from beffroi.sources.survey.roles import TELLING, plain, year_in
from beffroi.sources.survey.table import SurveyTable, table_of
from beffroi.sources.workbook import LARGE, read_lines

EPSG = re.compile(r"EPSG:{0,2}(?:[\d.]*:)?(\d{4,5})$", re.IGNORECASE)


def read_survey(path: Path) -> SurveyTable:
    """The table of a file; raises `UnreadableSource` with a sentence for the person."""
    with path.open("rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(MAGIC):
        return read_geopackage(path)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path)
    if head.startswith((b"{", b"[")):
        return _features(path, parsed(path))
    return _csv(path)


def _features(path: Path, content: Any) -> SurveyTable:
    """A GeoJSON collection; the titles are those of all features, in the order they come."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise refused(path, _("n’est pas une liste d’objets GeoJSON"), "not_geojson")
    facts = [one.get("properties") for one in features]
    known = [one if isinstance(one, dict) else {} for one in facts]
    titles = list(dict.fromkeys(str(title) for one in known for title in one))
    rows = (
        (place, [_value(one.get(title)) for title in titles], _shape(feature.get("geometry")))
        for place, (one, feature) in enumerate(zip(known, features, strict=True), 1)
    )
    return table_of(path, titles, rows, crs=_crs(content.get("crs")))


def _value(value: Any) -> Any:
    """A nested value is told as it is written."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _shape(geometry: Any) -> Any:
    """What a feature draws; None for what no geometry is."""
    if not isinstance(geometry, dict):
        return None
    try:
        drawn = shapely.force_2d(to_shape(geometry))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.ShapelyError):
        return None
    return None if drawn.is_empty else drawn


def _crs(said: Any) -> str:
    """The system a GeoJSON file names, "" for none: RFC 7946 then means WGS 84."""
    name = json.dumps(said) if said else ""
    if not name:
        return ""
    if "CRS84" in name.upper():
        return "EPSG:4326"
    found = EPSG.search(name.rstrip('"} '))
    return f"EPSG:{found[1]}" if found else ""


def _workbook(path: Path) -> SurveyTable:
    lines = read_lines(path, LARGE)
    first = next((line for line in lines if any(line.cells)), None)
    titles = first.cells if first else ()
    return table_of(path, titles, ((line.number, line.cells, None) for line in lines))


def _csv(path: Path) -> SurveyTable:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # what spreadsheets on Windows write
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = max(";,\t|", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=sign)
    try:
        return table_of(path, next(reader, []), _lines(reader))
    except csv.Error as error:
        said = _("contient une ligne démesurée ou mal formée : enregistrez-le de nouveau")
        raise refused(path, said, "bad_line") from error


def _lines(reader: Any) -> Iterator[tuple[int, Sequence[str], None]]:
    for cells in reader:
        yield reader.line_num, cells, None


def is_survey_text(head: bytes) -> bool:
    """Whether these first bytes of a GeoJSON file tell of doors, not of one outline."""
    if re.search(rb'"type"\s*:\s*"(Multi)?Point"', head):
        return True
    names = re.findall(rb'"((?:[^"\\]|\\.){1,80})"\s*:', head)
    return is_survey_table({name.decode("utf-8", "replace") for name in names})


def is_survey_table(titles: set[str]) -> bool:
    """Whether titles are those of a survey of premises: two that tell, or one of a wave."""
    telling = [title for title in titles if TELLING.search(plain(title))]
    return len(telling) > 1 or any(year_in(title) for title in telling)


__all__ = ["UnreadableSource", "is_survey_table", "is_survey_text", "read_survey"]
