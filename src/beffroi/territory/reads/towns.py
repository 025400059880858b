"""Find towns, perimeters, streets and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from beffroi.kernel import permission
from beffroi.territory.models import (
    FormerPath,
    GroundFeature,
    ImportRun,
    Perimeter,
    Source,
    Street,
    Town,
)


def towns() -> QuerySet[Town]:
    """All towns of this installation, real ones first."""
    return Town.objects.order_by("is_fictional", "name")


class NoSuchTown(Http404):
    """No town of this installation has this address."""


class TownMoved(Http404):
    """The town has another address now: `slug`."""

    def __init__(self, former: str, slug: str) -> None:
        super().__init__(_("Cette ville a changé d’adresse."))
        self.former, self.slug = former, slug


def town_or_404(slug: str) -> Town:
    """The town of this address, `TownMoved` for a former one, or "not found"; looked for once a request (the door asks too)."""
    kept = permission.kept()
    found: Town | None = kept.get(("town", slug)) or Town.objects.filter(slug=slug).first()
    if found is None:
        moved = FormerPath.objects.across_towns().filter(slug=slug).values("town__slug").first()
        if moved:
            raise TownMoved(slug, moved["town__slug"])
        raise NoSuchTown(_("Aucune ville n’est ouverte à cette adresse."))
    kept["town", slug] = found
    return found


def perimeters(town: Town) -> list[Perimeter]:
    """The latest version of each perimeter of a town, the one shown first leading."""
    rows = Perimeter.objects.of(town).order_by("slug", "-version").distinct("slug")
    return sorted(rows, key=lambda row: (not row.is_default, row.name))


def perimeter(town: Town, slug: str = "") -> Perimeter | None:
    """The perimeter of this address, or the one shown first; None when the town has none."""
    found = perimeters(town)
    named = [row for row in found if row.slug == slug]
    return next(iter(named or found), None)


def street_or_404(town: Town, slug: str) -> Street:
    """One street of a town."""
    return get_object_or_404(Street.objects.of(town), slug=slug)


def live_sources(town: Town) -> Any:
    """Sources that were not withdrawn, newest content first."""
    return Source.objects.of(town).filter(removed_at=None)


Box = tuple[float, float, float, float]  # west, south, east, north in degrees


def ground(town: Town, *kinds: str, box: Box | None = None) -> Any:
    """What is drawn under the premises, in a box or in the whole town."""
    rows = GroundFeature.objects.of(town)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if box:
        west, south, east, north = box
        rows = rows.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    return rows


# A street keeps no bounds: they are read from its lines, in the database, only when a box is asked.
_IN_BOX = """(
    SELECT min((point->>0)::float8) <= %s AND max((point->>0)::float8) >= %s
       AND min((point->>1)::float8) <= %s AND max((point->>1)::float8) >= %s
    FROM jsonb_array_elements("territory_street"."lines") AS line, jsonb_array_elements(line) AS point
)"""


def streets(town: Town, *, box: Box | None = None) -> Any:
    """The named streets of a town; in a box, those whose bounds touch it."""
    rows = Street.objects.of(town)
    if box is None:
        return rows
    west, south, east, north = box
    sides = [east, west, north, south]
    return rows.filter(RawSQL(_IN_BOX, sides, output_field=BooleanField()))  # noqa: S611 (our text)


def import_runs(town: Town) -> Any:
    """What was imported, newest first."""
    return ImportRun.objects.of(town).select_related("source")


RUN_LOCK, TOWN_LOCK = 0x4245, 0x4246  # first keys of our advisory locks ("BE", "BF")


def being_read(run_id: int) -> bool:
    """Whether a living worker or terminal reads this run now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s AND objid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [RUN_LOCK, run_id],
        )
        return bool(cursor.fetchone()[0])


def standing(run: ImportRun) -> str:
    """The state of a run; "broken" for one whose worker died before it could say so."""
    if run.state != ImportRun.State.RUNNING or being_read(run.pk):
        return run.state
    run.refresh_from_db(fields=["state", "sentence", "report", "finished_at"])
    # A run ends before its lock goes: one still running here, and not held, has lost its worker.
    return ImportRun.State.BROKEN if run.state == ImportRun.State.RUNNING else run.state


def import_run_or_404(town: Town, pk: int) -> ImportRun:
    """One import of a town."""
    return get_object_or_404(import_runs(town), pk=pk)


def town_of(insee_code: str) -> Town | None:
    """The town of this INSEE code when it is open here."""
    return Town.objects.filter(insee_code=insee_code).first()


def town_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of the towns open here, by INSEE code."""
    return dict(Town.objects.filter(insee_code__in=list(codes)).values_list("insee_code", "name"))


def town_accents(codes: Iterable[str]) -> dict[str, str]:
    """The colours that towns chose for their pages, by INSEE code."""
    chosen = Town.objects.filter(insee_code__in=list(codes)).exclude(accent="")
    return dict(chosen.values_list("insee_code", "accent"))
