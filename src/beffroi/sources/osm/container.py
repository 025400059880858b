"""Opening a file: what it is, whether it is whole, and the date its content was true."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import re
import zlib
from pathlib import Path
from typing import Literal, cast

import osmium
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.sources.records import UnreadableSource

Container = Literal["xml", "gz", "bz2", "pbf"]
SUFFIX: dict[Container, str] = {"xml": "osm", "gz": "osm.gz", "bz2": "osm.bz2", "pbf": "pbf"}
HEAD = 8192
ADVICE = _l(
    "Récupérez l’extrait à nouveau, par exemple sur Overpass ou Geofabrik, puis redonnez-le."
)


def sniff(path: Path) -> Container | None:
    """What the content is, whatever the file's name; None when it is no OSM file at all.

    Raises UnreadableSource when the file is missing, empty or a compressed file cut short.
    """
    raw = _first_bytes(path)
    if raw.startswith(b"\x1f\x8b"):
        return "gz" if _is_osm_xml(_inflated_head(path, "gz")) else None
    if raw.startswith(b"BZh"):
        return "bz2" if _is_osm_xml(_inflated_head(path, "bz2")) else None
    if b"OSMHeader" in raw[:64]:
        return "pbf"
    return "xml" if _is_osm_xml(raw) else None


def open_extract(path: Path) -> tuple[Container, osmium.io.File]:
    """The osmium file to read, by content and not by suffix; UnreadableSource otherwise."""
    container = sniff(path)
    if container is None:
        raise _not_osm(path)
    return container, osmium.io.File(str(path), SUFFIX[container])


def true_on(path: Path, container: Container) -> dt.date | None:
    """The date of the content: Overpass's `osm_base`, or the planet replication timestamp."""
    if container == "pbf":
        header = osmium.FileProcessor(osmium.io.File(str(path), "pbf")).header
        return _day(header.get("osmosis_replication_timestamp") or header.get("timestamp"))
    head = _first_bytes(path) if container == "xml" else _inflated_head(path, container)
    found = re.search(rb"""osm_base=["']([^"']+)["']|<osm[^>]*\stimestamp=["']([^"']+)""", head)
    return _day((found[1] or found[2]).decode("ascii", "replace")) if found else None


def broken(path: Path, error: Exception) -> UnreadableSource:
    """The sentence for a file that opened well and broke on the way."""
    place = re.search(r"line (\d+)", str(error))
    if place:
        said = _(
            "Le fichier « %(name)s » s’interrompt ou se contredit à la ligne %(line)s : le "
            "téléchargement a sans doute été coupé."
        )
    else:
        said = _(
            "Le fichier « %(name)s » s’interrompt ou se contredit : le téléchargement a sans doute "
            "été coupé."
        )
    told = said % {"name": path.name, "line": place[1] if place else ""}
    return UnreadableSource(f"{told} {ADVICE}", code="truncated")


def _day(stamp: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def _first_bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableSource(
            _("Le fichier « %(name)s » est introuvable.") % {"name": path.name}, code="missing"
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise UnreadableSource(
            _("Le fichier « %(name)s » est vide.") % {"name": path.name} + f" {ADVICE}",
            code="empty",
        )
    return head


def _inflated_head(path: Path, container: Container) -> bytes:
    opener = gzip.open if container == "gz" else bz2.open
    try:
        with opener(path) as file:
            return cast(bytes, file.read(HEAD))
    except (OSError, EOFError, zlib.error) as error:
        raise broken(path, error) from error


def _is_osm_xml(head: bytes) -> bool:
    return re.search(rb"<(osm|osmChange)[\s>]", head) is not None


def _not_osm(path: Path) -> UnreadableSource:
    head = path.read_bytes()[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        what, code = _("est une page web enregistrée à la place de l’extrait"), "html"
    elif head.startswith(b"pk\x03\x04"):
        what, code = _("est une archive ZIP : décompressez-la d’abord"), "zip"
    elif head.startswith((b"{", b"[")):
        what, code = _("est du JSON : choisissez la sortie « OSM XML » et non JSON"), "json"
    elif head.startswith(b"<"):
        what, code = _("est du XML, mais pas un extrait OpenStreetMap"), "not_osm"
    else:
        what, code = (
            _("n’est pas un extrait OpenStreetMap (.osm, .osm.gz, .osm.bz2, .pbf)"),
            "not_osm",
        )
    told = _("Le fichier « %(name)s » %(what)s.") % {"name": path.name, "what": what}
    return UnreadableSource(f"{told} {ADVICE}", code=code)
