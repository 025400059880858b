"""A file of streets: those drawn get their line, those only named wait for a map."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import to_store
from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.premises import writes as premises
from beffroi.sources.addresses import StreetForms, StreetIndex
from beffroi.sources.records import SourceFacts, StreetSeen
from beffroi.sources.streets import read_streets
from beffroi.territory import reads
from beffroi.territory import writes as territory
from beffroi.territory.models import Town


def import_streets(
    town: Town, path: Path, progress: Progress, as_of: dt.date | None = None
) -> ImportReport:
    """Add what is new; a name spelled otherwise is the street already known."""
    progress(0, None, "reading")
    read = read_streets(path, commune=town.insee_code)
    source = territory.add_source(
        town=town, facts=SourceFacts("streets", as_of), label=to_store("Liste de voies")
    )
    drawn = [street for street in read.streets if street.line]
    progress(read.rows, read.rows, "streets")
    counts = territory.store_streets(town=town, streets=drawn)
    counts.update(territory.name_streets(town=town, names=_unknown(town, read.streets)))
    if drawn:
        premises.place_on_streets(town=town, noted={}, scheme="osm")
    facts = {"elsewhere": read.elsewhere, "nameless": read.nameless}
    return ImportReport(source, {"streets": {"read": read.rows, **_words(counts)}}, [], facts)


def _unknown(town: Town, seen: tuple[StreetSeen, ...]) -> list[str]:
    """The names that no street of the town bears, however it is spelled."""
    forms = StreetForms.load(country_pack(settings.BEFFROI_COUNTRY).path("street_types.csv"))
    known = StreetIndex([street.name for street in reads.streets(town)], forms)
    return [one.name for one in seen if not one.line and known.find(one.name) is None]


def _words(counts: Counter[str]) -> dict[str, int]:
    return {word: counts[word] for word in ("taken", "changed", "unchanged")}
