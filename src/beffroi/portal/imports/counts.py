"""A file of counters: hours of people passing, stored by counter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils import timezone

from beffroi.kernel.wording import to_store
from beffroi.place import reads as place_reads
from beffroi.place import writes as place
from beffroi.place.writes import CountTotals
from beffroi.portal.imports.report import ImportReport, Progress
from beffroi.sources.footfall import CountsRead, read_counts
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Town


def import_counts(
    town: Town, path: Path, progress: Progress, as_of: dt.date | None = None
) -> ImportReport:
    """Store what the file counts; the day it speaks of is its last hour's."""
    zone = place_reads.zone_of(town)
    read = read_counts(
        path, zone=zone, now=timezone.now(), progress=lambda lines: progress(lines, None, "reading")
    )
    last = max(max(hours) for hours in read.hours.values()).astimezone(zone).date()
    source = territory.add_source(
        town=town,
        facts=SourceFacts("footfall", last),
        label=to_store("Compteurs de passages"),
        name="-".join(sorted(read.hours))[:30],
        is_simulated=town.is_fictional,
    )
    progress(read.lines, read.lines, "storing")
    made = place.store_counts(town=town, source=source, hours=read.hours, places=read.places)
    facts = {"lines": read.lines, "cut_hours": read.cut}
    return ImportReport(source, _counts(read, made), read.faults, facts, read.refused)


def _counts(read: CountsRead, made: CountTotals) -> dict[str, dict[str, int]]:
    hours = {"taken": made.new, "changed": made.changed, "unchanged": made.unchanged}
    return {
        "hours": {"read": sum(hours.values()), **hours},
        "counters": {"read": len(read.hours), "taken": made.new_counters},
    }
