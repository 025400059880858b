"""Which reader a file is for: by its content; its name only says what was meant."""

from __future__ import annotations

import bz2
import gzip
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from beffroi.sources import osm
from beffroi.sources.footfall import is_table_of_counts
from beffroi.sources.records import UnreadableSource
from beffroi.sources.safety.packed import refuse_crowd
from beffroi.sources.streets import is_table_of_streets
from beffroi.sources.survey.geopackage import MAGIC
from beffroi.sources.survey.reading import is_survey_table, is_survey_text

OSM_NAMES = (".osm", ".osm.gz", ".osm.bz2", ".pbf", ".xml")
REGISTER_NAMES = (".csv", ".csv.gz", ".parquet", ".zip")
OUTLINE_NAMES = (".geojson", ".json")
SURVEY_NAMES = (".xlsx", ".gpkg")
ACCEPTED = OSM_NAMES + REGISTER_NAMES + OUTLINE_NAMES + SURVEY_NAMES
REGISTER_TITLES = {"etatadministratifetablissement", "datedebut"}  # beside "siret"
HEAD = 64 * 1024


def kind_of(path: Path, name: str) -> str:
    """ "osm", "register", "streets", "outline" or "survey"; raises `UnreadableSource` for anything else."""
    if not path.is_file():
        raise UnreadableSource(
            _("Le fichier « %(name)s » n’est plus conservé ici : déposez-le de nouveau.")
            % {"name": name},
            code="gone",
        )
    if path.stat().st_size == 0:
        raise UnreadableSource(
            _("Le fichier « %(name)s » est vide : téléchargez-le de nouveau.") % {"name": name},
            code="empty",
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path, name)
    if head.startswith(b"PAR1"):
        return "register"
    if head.startswith(MAGIC):
        return _base_kind(head, name)
    if osm.sniff(path):
        return "osm"
    return _text_kind(_plain(path, head, name), name)


def _zip_kind(path: Path, name: str) -> str:
    """A register is published as a .zip of one CSV; spreadsheets are .zip files too."""
    try:
        refuse_crowd(path)
        with zipfile.ZipFile(path) as archive:
            members = [one.filename.lower() for one in archive.infolist() if not one.is_dir()]
    except zipfile.BadZipFile as error:
        raise _cut(name) from error
    if any(member.endswith(".csv") for member in members):
        return "register"
    if "xl/workbook.xml" in members:
        return "survey"
    if "[content_types].xml" in members:
        what = _(
            "« %(name)s » est un classeur ou un document de bureautique. Enregistrez la feuille "
            "au format CSV, puis redonnez-la."
        )
        raise UnreadableSource(what % {"name": name}, code="office")
    what = _("L’archive « %(name)s » ne contient aucun fichier CSV : donnez le fichier lui-même.")
    raise UnreadableSource(what % {"name": name}, code="zip")


def _plain(path: Path, head: bytes, name: str) -> bytes:
    """The first bytes, decompressed where they are compressed."""
    openers: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open}
    opener = openers.get(head[:2])
    if opener is None:
        return head
    try:
        with opener(path) as file:
            return bytes(file.read(HEAD))
    except (OSError, EOFError, zlib.error) as error:
        raise _cut(name) from error


def _text_kind(head: bytes, name: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        what = _(
            "« %(name)s » est une page web, non le fichier : ouvrez l’adresse dans le navigateur, "
            "puis enregistrez le fichier lui-même."
        )
        raise UnreadableSource(what % {"name": name}, code="html")
    if start.startswith((b"{", b"[")) and name.lower().endswith((*OUTLINE_NAMES, ".gz")):
        return _geojson_kind(head)
    kind = _table_kind(head)
    if kind:
        return kind
    raise UnreadableSource(
        _(
            "Beffroi ne sait pas lire « %(name)s ». Il lit un extrait OpenStreetMap (.osm, .osm.gz, "
            ".pbf), un fichier SIRENE (.csv, .csv.gz, .parquet, .zip), une liste de voies (.csv, "
            ".geojson) ou un contour (.geojson)."
        )
        % {"name": name},
        code="unknown_kind",
    )


def _geojson_kind(head: bytes) -> str:
    """Lines are streets; shapes that tell of trades, a survey; others, an outline."""
    first = re.search(rb'"type"\s*:\s*"(Multi)?(Polygon|LineString)"', head)
    if first and first[2] == b"LineString":
        return "streets"
    return "survey" if is_survey_text(head) else "outline"


def _table_kind(head: bytes) -> str:
    """What the titles of a table announce; "" for what is no table."""
    if is_table_of_counts(head):
        return "counts"
    titles = _titles(head)
    if not ("siret" in titles and titles & REGISTER_TITLES) and is_survey_table(titles):
        return "survey"
    if is_table_of_streets(head):
        return "streets"
    plain = b"\x00" not in head
    return "register" if plain and any(m in head.partition(b"\n")[0] for m in b",;\t|") else ""


def _base_kind(head: bytes, name: str) -> str:
    """A GeoPackage says so in the header of its base."""
    if head[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return "survey"
    what = _(
        "« %(name)s » est une base SQLite sans couche géographique : exportez-la en GeoPackage."
    )
    raise UnreadableSource(what % {"name": name}, code="sqlite")


def _titles(head: bytes) -> set[str]:
    """The titles of a table's first line, in small letters."""
    try:
        line = head.decode("utf-8-sig").lstrip("\r\n").partition("\n")[0]
    except UnicodeDecodeError:
        line = head.decode("cp1252", "replace").lstrip("\r\n").partition("\n")[0]
    sign = max(";,\t|", key=line.count)
    return {title.strip(' "\r').lower() for title in line.split(sign)}


def _cut(name: str) -> UnreadableSource:
    return UnreadableSource(
        _(
            "L’archive « %(name)s » est coupée ou abîmée : le téléchargement a sans doute été "
            "interrompu. Téléchargez-la de nouveau."
        )
        % {"name": name},
        code="truncated",
    )
