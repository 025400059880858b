"""A town's streets from a file: lines in GeoJSON, or a table of names (BAN, BAL, TOPO and the like).

A table gives names, and no line: such a street waits for a map to be drawn. The columns are found
by the names these files give them; `commune` keeps the rows of one commune where a column says it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from beffroi.sources.geojson import parsed
from beffroi.sources.outline_refusals import not_degrees, refused
from beffroi.sources.records import StreetSeen, UnreadableSource
from beffroi.sources.texts import opened, separator

NAMES = ("nom_voie", "voie_nom", "libelle_voie", "nom_complet", "nom_de_la_voie", "voie", "rue",
         "street", "nom_1_g", "nom", "name", "libelle")  # fmt: skip
KINDS = ("nature_voie", "type_voie", "nature")
COMMUNES = ("code_insee", "commune_insee", "insee_com", "code_commune", "insee", "depcom")
IN_TABLE = frozenset(NAMES[:8])  # "nom" alone heads tables of anything
MOST = 20_000  # Paris has about 6,500 streets
LINES = ("LineString", "MultiLineString")


@dataclass(frozen=True)
class StreetsRead:
    """Streets by name, the ways of GeoJSON with their line; `rows` of the file, `elsewhere` left."""

    streets: tuple[StreetSeen, ...]
    rows: int
    elsewhere: int = 0
    nameless: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)


def is_table_of_streets(head: bytes) -> bool:
    """Whether a table's first line names streets, and is not the register's."""
    line = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    titles = {title.strip(' "\r').lower() for title in line.split(separator(line))}
    return bool(titles & IN_TABLE) and "siret" not in titles


def read_streets(path: Path, *, commune: str = "") -> StreetsRead:
    """The streets of one commune; raises `UnreadableSource` when the file shows none."""
    with opened(path) as stream:
        start = stream.read(64).lstrip("\ufeff \t\r\n")
    found = _lines(path, commune) if start.startswith(("{", "[")) else _table(path, commune)
    if not found.streets:
        said = _("ne contient aucune voie de la commune %(code)s") % {"code": commune}
        raise refused(path, said, "no_street")
    if len({street.name for street in found.streets}) > MOST:
        said = _("contient plus de %(most)s voies : gardez celles de la commune")
        raise refused(path, said % {"most": MOST}, "too_many")
    return found


def _table(path: Path, commune: str) -> StreetsRead:
    with opened(path) as stream:
        first = stream.readline()
        sign = separator(first)
        titles = [title.strip().lower() for title in next(csv.reader([first], delimiter=sign), [])]
        columns = {"name": _first(titles, NAMES), "kind": _first(titles, KINDS)}
        columns["commune"] = _first(titles, COMMUNES)
        if not columns["name"]:
            said = _("n’a pas de colonne qui nomme les voies (par exemple « nom_voie »)")
            raise refused(path, said, "no_name")
        rows = csv.DictReader(stream, fieldnames=titles, delimiter=sign)
        try:
            return _named(rows, columns, commune)
        except csv.Error as error:
            said = _("contient une ligne démesurée ou mal formée : enregistrez-le de nouveau")
            raise refused(path, said, "bad_line") from error


def _first(titles: Iterable[str], wanted: Iterable[str]) -> str:
    known = set(titles)
    return next((name for name in wanted if name in known), "")


def _named(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], code: str) -> StreetsRead:
    names: dict[str, StreetSeen] = {}
    read = elsewhere = nameless = 0
    for read, row in enumerate(rows, 1):
        if columns["commune"] and code and _text(row, columns["commune"]) not in (code, code[2:]):
            elsewhere += 1
            continue
        name = _whole_name(row, columns)
        if not name:
            nameless += 1
        elif name not in names and len(names) <= MOST:
            names[name] = StreetSeen(f"row/{read}", name, "", ())
    return StreetsRead(tuple(names.values()), read, elsewhere, nameless, columns)


def _whole_name(row: Mapping[str, Any], columns: Mapping[str, str]) -> str:
    """« RUE » and « DE LA GARE » stand apart in some tables."""
    name, kind = _text(row, columns["name"]), _text(row, columns["kind"])
    if kind and columns["name"] == "libelle_voie" and not name.lower().startswith(kind.lower()):
        name = f"{kind} {name}"
    return name[:160]


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column) if column else None
    return " ".join(str(value).split()) if value is not None else ""


def _lines(path: Path, commune: str) -> StreetsRead:
    content = parsed(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise refused(path, _("n’est pas une liste de voies en GeoJSON"), "not_geojson")
    found: list[StreetSeen] = []
    elsewhere = nameless = 0
    for rank, feature in enumerate(features, 1):
        facts = _properties(feature)
        said = _text(facts, _first(facts, COMMUNES))
        name = _text(facts, _first(facts, NAMES))[:160]
        if said and commune and said != commune:
            elsewhere += 1
        elif not name:
            nameless += 1
        else:
            ways = _ways(path, feature)
            found += [StreetSeen(f"feature/{rank}.{n}", name, "", way) for n, way in ways]
    return StreetsRead(tuple(found), len(features), elsewhere, nameless)


def _properties(feature: Any) -> dict[str, Any]:
    facts = feature.get("properties") if isinstance(feature, dict) else None
    return (
        {str(key).lower(): value for key, value in facts.items()} if isinstance(facts, dict) else {}
    )


def _ways(path: Path, feature: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    """The lines of one feature, in degrees; what is no line is left out."""
    drawn = feature.get("geometry")
    if not isinstance(drawn, dict) or drawn.get("type") not in LINES:
        return
    parts = drawn.get("coordinates")
    for rank, line in enumerate([parts] if drawn["type"] == "LineString" else parts or ()):
        try:
            way = tuple((float(point[0]), float(point[1])) for point in line)
        except (TypeError, ValueError, IndexError, KeyError) as error:
            raise refused(path, _("contient un tracé mal formé"), "bad_shape") from error
        if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in way):
            raise not_degrees(path)
        if len(way) > 1:
            yield rank, way


__all__ = ["StreetsRead", "UnreadableSource", "is_table_of_streets", "read_streets"]
