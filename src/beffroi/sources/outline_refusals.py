"""What is said of a file that is no outline of one commune in degrees."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource

MAX_POINTS = 200_000  # the most detailed commune outline of IGN's ADMIN EXPRESS has about 20,000


def not_degrees(path: Path) -> UnreadableSource:
    return refused(
        path,
        _(
            "n’est pas en degrés (longitude, latitude) : il semble en Lambert. Exportez-le en "
            "WGS 84 (EPSG:4326), le seul système qu’admet GeoJSON"
        ),
        "not_degrees",
    )


def too_fine(path: Path) -> UnreadableSource:
    return refused(
        path,
        _(
            "est trop détaillé (plus de %(most)s points) : simplifiez le contour, par exemple "
            "à 5 m près"
        )
        % {"most": f"{MAX_POINTS:,}".replace(",", "\u202f")},
        "too_fine",
    )


def refused(path: Path, what: str, code: str) -> UnreadableSource:
    said = _("Le fichier « %(name)s » %(what)s.") % {"name": path.name, "what": what}
    return UnreadableSource(said, code=code)
