"""Open a town, draw its perimeters, name its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from beffroi.accounts.models import Person
from beffroi.kernel import audit, evidence
from beffroi.kernel.period import since
from beffroi.kernel.wording import to_store
from beffroi.sources.records import SourceFacts
from beffroi.territory.models import Perimeter, Source, Town
from beffroi.territory.reads.faces import path_taken
from beffroi.territory.rules import as_stored


@transaction.atomic
def open_town(*, insee_code: str, name: str, by: Person | None, **facts: Any) -> Town:
    """The town of this INSEE code, made when it is not here yet."""
    slug = slugify(name)
    if path_taken(slug, but=Town.objects.filter(insee_code=insee_code).first()):
        slug = f"{slug}-{insee_code.lower()}"
    town, created = Town.objects.get_or_create(
        insee_code=insee_code, defaults={"name": name, "slug": slug, **facts}
    )
    if created:
        audit.record("territory.town_opened", by=by, town=insee_code, name=name)
    return town


def renew_statistics() -> None:
    """Let the planner see what was just stored: until autovacuum passes it would plan for before.

    A second at most, whatever the size: PostgreSQL looks at a sample. Measured without it, on
    tables full of dead rows: 48 s for a query of 0.1 s.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def touch(town: Town) -> None:
    """Say that a town's data moved: what is cached of it is stale."""
    Town.objects.filter(pk=town.pk).update(data_version=F("data_version") + 1)
    town.refresh_from_db(fields=["data_version"])


@transaction.atomic
def add_perimeter(
    *,
    town: Town,
    kind: str,
    name: str,
    geometry: Mapping[str, Any],
    by: Person | None,
    is_default: bool = False,
    valid_from: dt.date | None = None,
) -> Perimeter:
    """A perimeter, or a new version of it when its outline changed."""
    slug = slugify(name)
    versions = Perimeter.objects.of(town).filter(slug=slug)
    current = versions.order_by("-version").first()
    drawn = as_stored(geometry)
    if current and current.geometry == drawn:
        return current
    is_default = is_default or bool(current and current.is_default)
    number = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    if is_default:
        Perimeter.objects.of(town).update(is_default=False)
    added = Perimeter.objects.create(
        town=town, kind=kind, name=name, slug=slug, geometry=drawn, version=number,
        valid=since(valid_from), is_default=is_default,
    )  # fmt: skip
    audit.record("territory.perimeter_drawn", by=by, town=town.insee_code, on=added.key)
    touch(town)
    return added


@transaction.atomic
def draw_town(*, town: Town, outline: Mapping[str, Any], by: Person | None) -> Perimeter:
    """The town's own outline (GeoJSON, WGS 84), and the perimeter "Commune" it makes."""
    if town.outline != outline:
        Town.objects.filter(pk=town.pk).update(outline=outline)
        town.outline = dict(outline)
        touch(town)
    first = not Perimeter.objects.of(town).filter(is_default=True).exists()
    return add_perimeter(
        town=town,
        kind=Perimeter.Kind.COMMUNE,
        name=to_store("Commune"),
        geometry=outline,
        by=by,
        is_default=first,
    )


def add_source(
    *, town: Town, facts: SourceFacts, label: str, is_simulated: bool = False, name: str = ""
) -> Source:
    """The source of these facts for this town; the same file again finds the same source."""
    day = facts.as_of.isoformat() if facts.as_of else "undated"
    key = "/".join(part for part in (facts.kind, town.insee_code, day, slugify(name)) if part)
    source, _ = Source.objects.across_towns().get_or_create(
        key=key,
        defaults={
            "town": town,
            "kind": facts.kind,
            "label": label,
            "as_of": facts.as_of,
            "licence": facts.licence,
            "attribution": facts.attribution,
            "url": facts.url,
            "is_simulated": is_simulated,
        },
    )
    return source


@transaction.atomic
def remove_source(*, source: Source, by: Person, reason: str) -> int:
    """Withdraw a source; published figures that rest on it say "to redo". Returns how many."""
    source.removed_at, source.removed_by = timezone.now(), by.key
    source.save(update_fields=["removed_at", "removed_by"])
    touch(source.town)
    audit.record(
        "territory.source_removed", by=by, town=source.town.insee_code, on=source.key, reason=reason
    )
    return evidence.source_removed(source.key, reason=reason)


@transaction.atomic
def restore_source(*, source: Source, by: Person) -> int:
    """Undo a withdrawal; returns how many figures are good again."""
    source.removed_at, source.removed_by = None, ""
    source.save(update_fields=["removed_at", "removed_by"])
    touch(source.town)
    audit.record("territory.source_restored", by=by, town=source.town.insee_code, on=source.key)
    gone = Source.objects.of(source.town).exclude(removed_at=None).values_list("key", flat=True)
    return evidence.source_restored(source.key, still_gone=list(gone))
