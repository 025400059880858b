"""A GeoJSON outline becomes the town's own, and its perimeter "Commune"."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.premises import writes as premises
from beffroi.sources.geojson import OutlineSeen, read_outline
from beffroi.sources.records import UnreadableSource
from beffroi.territory import writes as territory
from beffroi.territory.models import Town


def import_outline(
    town: Town, path: Path, progress: Progress, as_of: dt.date | None = None
) -> ImportReport:
    """Draw the town as the file does; the same outline again changes nothing."""
    progress(0, 1, "reading")
    seen = _outline(town, path)
    before = town.outline
    perimeter = territory.draw_town(town=town, outline=dict(seen.geometry), by=None)
    inside = premises.place_within(town=town, perimeter=perimeter)
    progress(1, 1, "ending")
    word = "unchanged" if before == town.outline else "changed" if before else "taken"
    return ImportReport(None, {"outline": {"read": 1, word: 1}}, [], {"premises_inside": inside})


def _outline(town: Town, path: Path) -> OutlineSeen:
    """The file's one outline, or the town's among several; another town's is refused."""
    try:
        seen = read_outline(path)
    except UnreadableSource as refusal:
        if refusal.code != "several":
            raise
        return read_outline(path, insee=town.insee_code)
    if seen.insee and seen.insee != town.insee_code:
        raise UnreadableSource(
            _("Ce contour est celui de %(seen)s (%(code)s), non de %(town)s (%(own)s).")
            % {
                "seen": seen.name or _("une autre commune"),
                "code": seen.insee,
                "town": town.name,
                "own": town.insee_code,
            },
            code="other_town",
        )
    return seen
