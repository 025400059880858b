"""Which reader a file is for, by its content first and its name second."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource

OSM_NAMES = (".osm", ".osm.gz", ".osm.bz2", ".pbf", ".xml")
REGISTER_NAMES = (".csv", ".csv.gz", ".parquet", ".zip", ".gz")
OUTLINE_NAMES = (".geojson", ".json")


def kind_of(path: Path, name: str) -> str:
    """ "osm", "register" or "outline"; raises `UnreadableSource` for anything else."""
    if path.stat().st_size == 0:
        raise UnreadableSource(
            _("Le fichier « %(name)s » est vide : téléchargez-le de nouveau.") % {"name": name},
            code="empty",
        )
    lower = name.lower()
    for kind, endings in (
        ("osm", OSM_NAMES),
        ("register", REGISTER_NAMES),
        ("outline", OUTLINE_NAMES),
    ):
        if lower.endswith(endings):
            return kind
    raise UnreadableSource(
        _(
            "Beffroi ne sait pas lire « %(name)s ». Il lit un extrait OpenStreetMap (.osm, .osm.gz, "
            ".pbf), un fichier SIRENE (.csv, .csv.gz, .parquet, .zip) ou un contour (.geojson)."
        )
        % {"name": name},
        code="unknown_kind",
    )
