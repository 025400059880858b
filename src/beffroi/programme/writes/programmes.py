"""A programme as the country pack tells it, entered once and renewed when the pack learns more."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import Confidence, between
from beffroi.programme.models import (
    Axis,
    AxisMapping,
    Programme,
    ProgrammeCount,
    ProgrammeMember,
    ProgrammeVersion,
)
from beffroi.programme.reads.pack import Told, members_told, programme_told


@transaction.atomic
def load_programme(*, slug: str, by: Person | None = None) -> Programme:
    """Enter a national programme; safe to run twice: what is already there is left as it is.

    A membership that the pack tells otherwise is closed as known until now, and told again. Raises
    `UnknownProgrammeError`.
    """
    facts = programme_told(slug)
    programme, _new = Programme.objects.update_or_create(
        slug=slug, defaults={name: facts[name] for name in ("name", "short_name", "about")}
    )
    versions = {one["slug"]: _version(programme, one) for one in facts["versions"]}
    _map(facts["mapping"], versions)
    for one in facts["counts"]:
        ProgrammeCount.objects.update_or_create(
            programme=programme, on=one["on"], unit=one["unit"], source=one["source"],
            defaults={"number": one["number"]},
        )  # fmt: skip
    changed = _members(programme, members_told(slug))
    if changed:
        audit.record(
            "programme.programme_loaded", by=by, on=f"programme:{slug}", name=programme.name,
            communes=changed,
        )  # fmt: skip
    return programme


def _version(programme: Programme, facts: dict[str, Any]) -> ProgrammeVersion:
    version, _new = ProgrammeVersion.objects.update_or_create(
        programme=programme,
        slug=facts["slug"],
        defaults={
            "name": facts["name"],
            "valid": between(facts["first"], facts["after"]),
            "source": facts["source"],
        },
    )
    for order, one in enumerate(facts["axes"]):
        told = {"name": one["name"], "field": one["field"], "order": order}
        Axis.objects.update_or_create(version=version, code=one["code"], defaults=told)
    return version


def _map(facts: dict[str, Any], versions: dict[str, ProgrammeVersion]) -> None:
    before = {axis.code: axis for axis in versions[facts["from"]].axes.all()}
    after = {axis.code: axis for axis in versions[facts["to"]].axes.all()}
    for old, new in facts["pairs"]:
        AxisMapping.objects.update_or_create(
            before=before[old], after=after[new], defaults={"source": facts["source"]}
        )


def _members(programme: Programme, told: list[Told]) -> int:
    """Only what differs is written: how many rows are new."""
    rows = {_facts(row): row for row in programme.members.filter(recorded__upper_inf=True)}
    wanted = {_told(one): one for one in told}
    now = timezone.now()
    for key in rows.keys() - wanted.keys():
        rows[key].recorded = DateTimeTZRange(rows[key].recorded.lower, now, "[)")
        rows[key].save(update_fields=["recorded"])
    missing = [_row(programme, one) for key, one in wanted.items() if key not in rows]
    ProgrammeMember.objects.bulk_create(missing)
    return len(missing)


def _facts(row: ProgrammeMember) -> tuple[Any, ...]:
    return (
        row.insee_code, row.town_ref, row.name, row.valid.lower, row.valid.upper,
        row.first_seen_on, row.source,
    )  # fmt: skip


def _told(one: Told) -> tuple[Any, ...]:
    spell = one.spell
    days = (spell.start, spell.end, spell.seen)
    return (one.insee, spell.ref, one.name, *days, spell.source)


def _row(programme: Programme, one: Told) -> ProgrammeMember:
    spell = one.spell
    return ProgrammeMember(
        programme=programme,
        insee_code=one.insee,
        name=one.name,
        town_ref=spell.ref,
        valid=between(spell.start, spell.end),
        first_seen_on=spell.seen,
        source=spell.source,
        confidence=Confidence.LIKELY if spell.deduced else Confidence.SURE,
    )
