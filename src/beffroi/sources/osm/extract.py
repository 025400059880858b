"""`read`: a whole extract into records, with every refusal and doubt told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.kernel.wording import to_store
from beffroi.sources.osm.buildings import place_in_buildings
from beffroi.sources.osm.container import sniff, true_on
from beffroi.sources.osm.drawing import take_ground
from beffroi.sources.osm.harvest import Harvest, OutOfField
from beffroi.sources.osm.kinds import GROUND_KEYS
from beffroi.sources.osm.merge import keep_one
from beffroi.sources.osm.passes import Box, Progress, Raw, Tags, run
from beffroi.sources.osm.places import (
    STREET_RELATIONS,
    address_points,
    associated_streets,
    take_premises,
)
from beffroi.sources.osm.tags import TagTable
from beffroi.sources.records import Fault, GroundSeen, PremisesSeen, SourceFacts, StreetSeen

LICENCE = "ODbL-1.0"
ATTRIBUTION = to_store("© les contributeurs d’OpenStreetMap")
URL = "https://www.openstreetmap.org/copyright"


@dataclass(frozen=True)
class OsmExtract:
    """All that one extract gave; `elements` counts the file's nodes, ways and relations."""

    facts: SourceFacts
    premises: tuple[PremisesSeen, ...]
    streets: tuple[StreetSeen, ...]
    ground: tuple[GroundSeen, ...]
    faults: tuple[Fault, ...]
    outside: tuple[OutOfField, ...]
    elements: Mapping[str, int]
    table_version: str


def read(
    path: Path, *, tags: TagTable, within: Box | None = None, progress: Progress | None = None
) -> OsmExtract:
    """Read an OSM extract (.osm, .osm.gz, .osm.bz2, .pbf, whatever its suffix).

    `within` (west, south, east, north, degrees) keeps a departement's file to one town.
    `progress(elements_read, kind)` is called every 50,000 elements; what it raises stops the
    reading. Raises UnreadableSource when the file as a whole cannot be read.
    """
    raw = run(path, _wanted(tags), within=within, progress=progress)
    harvest = Harvest()
    streets = associated_streets(raw)
    take_premises(harvest, raw, tags, streets)
    take_ground(harvest, raw)
    _tell_unknown(harvest)
    harvest.faults.extend([*_repeated(raw), *_nowhere(raw)])
    kept, merged = keep_one(harvest.premises)
    doors = list(address_points(raw, tags, streets))
    return OsmExtract(
        facts=_facts(path),
        premises=tuple(place_in_buildings(kept, harvest.ground, doors)),
        streets=tuple(harvest.streets),
        ground=tuple(harvest.ground),
        faults=tuple(dict.fromkeys(harvest.faults + merged)),
        outside=tuple(harvest.outside),
        elements=dict(raw.seen),
        table_version=tags.version,
    )


def _wanted(table: TagTable) -> Callable[[Tags], bool]:
    keys = {*table.telling, *GROUND_KEYS, "place", "addr:housenumber"}

    def wanted(tags: Tags) -> bool:
        kind = tags.get("type")
        if kind in STREET_RELATIONS:
            return True
        if kind in ("boundary", "route", "waterway", "public_transport"):
            return False
        return kind == "multipolygon" or not keys.isdisjoint(tags)

    return wanted


def _facts(path: Path) -> SourceFacts:
    container = sniff(path)
    as_of = true_on(path, container) if container else None
    return SourceFacts("osm", as_of, LICENCE, ATTRIBUTION, URL)


def _tell_unknown(harvest: Harvest) -> None:
    for tag, refs in sorted(harvest.unknown.items()):
        places = ", ".join(refs[:5]) + (" …" if len(refs) > 5 else "")
        harvest.faults.append(
            Fault(
                "unknown_tag",
                ngettext(
                    "« %(tag)s » n’est pas dans la table des activités (%(n)d lieu : %(places)s).",
                    "« %(tag)s » n’est pas dans la table des activités (%(n)d lieux : %(places)s).",
                    len(refs),
                )
                % {"tag": tag, "n": len(refs), "places": places},
                ref=refs[0],
                column=tag.partition("=")[0],
                value=tag,
                expected=_("une valeur de osm_families.csv"),
                severity="doubtful",
            )
        )


def _repeated(raw: Raw) -> Iterator[Fault]:
    for ref, times in Counter(raw.repeated).items():
        yield Fault(
            "duplicate_id",
            _("L’identifiant figure %(n)d fois dans le fichier : la dernière version est gardée.")
            % {"n": times + 1},
            ref=ref,
            severity="doubtful",
        )


def _nowhere(raw: Raw) -> Iterator[Fault]:
    for ref in raw.nowhere:
        yield Fault(
            "bad_location",
            _("Le lieu n’a pas de coordonnées valables : il est laissé de côté."),
            ref=ref,
            expected=_("une longitude et une latitude en degrés"),
        )
