"""An OpenStreetMap extract becomes streets, ground and premises."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import to_store
from beffroi.portal.imports.extent import box_of, refuse_region
from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.premises import writes as premises
from beffroi.sources import osm
from beffroi.sources.geojson import outline_from_osm
from beffroi.sources.osm import OsmExtract
from beffroi.sources.osm.tags import TagTable
from beffroi.sources.records import UnreadableSource
from beffroi.territory import writes as territory
from beffroi.territory.models import Perimeter, Source, Town

COVERAGE_NOTE = to_store(
    "Carte collaborative : personne n’a certifié que tous les locaux, ni tous les locaux vides, "
    "y sont notés."
)


def import_osm(
    town: Town, path: Path, progress: Progress, as_of: dt.date | None = None
) -> ImportReport:
    """Store what the extract shows of the town; one source per extract date."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    extract = osm.read(
        path,
        tags=TagTable.load(pack.path("osm_families.csv")),
        within=box_of(town),
        progress=lambda elements, _kind: progress(elements, None, "reading"),
    )
    extract = _dated(extract, as_of)
    refuse_region(town, extract.premises)
    source = territory.add_source(
        town=town, facts=extract.facts, label=to_store("OpenStreetMap, extrait"), name=""
    )
    premises.state_coverage(
        source=source, stock=None, vacancy=None, activity=None, note=COVERAGE_NOTE
    )
    _draw_town(town, path)
    counts = _store(town, source, extract, progress)
    return ImportReport(source, counts, list(extract.faults), {"elements": extract.elements})


def _dated(extract: OsmExtract, as_of: dt.date | None) -> OsmExtract:
    """The extract with the day its content was true: its own, else the one told."""
    if extract.facts.as_of is None and as_of:
        extract = replace(extract, facts=replace(extract.facts, as_of=as_of))
    if extract.facts.as_of is None:
        raise UnreadableSource(
            _(
                "Cet extrait OpenStreetMap ne dit pas à quelle date il a été fait. Téléchargez-le "
                "de nouveau depuis Overpass ou Geofabrik, qui inscrivent la date dans le fichier."
            ),
            code="undated",
        )
    return extract


def _draw_town(town: Town, path: Path) -> None:
    """Take the commune's boundary from the extract where nobody gave it and it is whole."""
    if town.outline:
        return
    try:
        seen = outline_from_osm(path, insee=town.insee_code)
    except UnreadableSource:
        return  # most extracts hold no whole boundary: the town simply stays without outline
    territory.draw_town(town=town, outline=dict(seen.geometry), by=None)


def _store(
    town: Town, source: Source, extract: Any, progress: Progress
) -> dict[str, dict[str, int]]:
    """Each context stores its own nouns; the street of each premises comes last."""
    total = len(extract.streets) + len(extract.ground) + len(extract.premises)
    progress(0, total, "streets")
    streets = territory.store_streets(town=town, streets=extract.streets)
    progress(len(extract.streets), total, "ground")
    ground = territory.store_ground(town=town, ground=extract.ground)
    progress(len(extract.streets) + len(extract.ground), total, "premises")
    seen = premises.observe(
        town=town, source=source, scheme="osm", seen=extract.premises, on=extract.facts.as_of
    )
    premises.place_on_streets(
        town=town, noted={one.ref: one.street_name for one in extract.premises}, scheme="osm"
    )
    draw_observed(town)
    progress(total, total, "ending")
    refused = Counter(fault.severity for fault in extract.faults)
    return {
        "streets": dict(streets),
        "ground": dict(ground),
        "premises": {
            "read": seen.read,
            "taken": seen.new_premises,
            "changed": seen.changed,
            "unchanged": seen.unchanged,
            "not_seen": seen.not_seen,
        },
        "faults": {"refused": refused["refused"], "doubtful": refused["doubtful"]},
    }


def draw_observed(town: Town) -> Perimeter | None:
    """The perimeter of what was observed: the hull of the premises, 60 m wider."""
    outline = premises.observed_outline(town, margin_m=60)
    if outline is None:
        return None
    perimeter = territory.add_perimeter(
        town=town,
        kind=Perimeter.Kind.EXTRACT,
        name=to_store("Étendue relevée"),
        geometry=outline,
        by=None,
        is_default=not Perimeter.objects.of(town).filter(is_default=True).exists(),
    )
    for row in Perimeter.objects.of(town):
        premises.place_within(town=town, perimeter=row)
    return perimeter
