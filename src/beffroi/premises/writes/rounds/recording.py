"""The notes that count, written as observations, new cells and lineage."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from beffroi.kernel.country import country_pack
from beffroi.kernel.public_id import public_id
from beffroi.premises.models import Observation, Premises, PremisesRef, SurveyRound
from beffroi.premises.reads.rounds.checking import Checking
from beffroi.premises.rules import Situation
from beffroi.premises.rules.rounds.effective import NEW_DOORS, Noted
from beffroi.premises.rules.rounds.notes import MERGED, SPLIT
from beffroi.premises.rules.rounds.telling import remark, sighting
from beffroi.premises.writes import occupants
from beffroi.premises.writes.lineage import link
from beffroi.premises.writes.sightings import note as note_down
from beffroi.premises.writes.streets import along
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Street

GONE_FROM_STOCK = Situation("demolished_merged")


@dataclass
class Written:
    """What a round wrote: premises whose timelines moved, cells made, sightings by day."""

    round: SurveyRound
    source: Source
    moved: set[int] = field(default_factory=set)
    created: dict[object, Premises] = field(default_factory=dict)
    seen: dict[dt.date, list[PremisesSeen]] = field(default_factory=lambda: defaultdict(list))

    def name_shops(self) -> None:
        """Give each occupant seen under a name the record of its shop."""
        ids = {one.ref for told in self.seen.values() for one in told}
        rows = Premises.objects.of(self.round.town).filter(public_id__in=ids)
        cells = {row.public_id: row for row in rows}
        for day, told in self.seen.items():
            occupants.name_shops(
                town=self.round.town, source=self.source, cells=cells, seen=told, on=day
            )


def record(round: SurveyRound, seen: Checking) -> Written:
    """Observations of the doors seen and of those not seen again; nothing is rebuilt yet."""
    if round.source is None:
        raise ValueError("a round without source tells nothing")
    wrote = Written(round, round.source)
    chosen = [one.chosen for one in seen.found.values() if one.chosen is not None]
    _make_cells(wrote, chosen)
    cells = _cells(wrote, chosen)
    before, said_before = _known_before(cells), _days_said(round.source, cells)
    told = [_tell(note, cells, wrote, before, said_before) for note in chosen]
    by_day: dict[dt.date, dict[int, Situation]] = defaultdict(dict)
    for one in told:
        if one.seen is not None:
            by_day[one.day][one.cell.pk] = occupants.situation_of(one.seen)
            wrote.seen[one.day].append(one.seen)
    for one in told:
        _join(one, cells, by_day)
    _write(wrote, by_day, seen)
    _comment(round.source, {(one.cell.pk, one.day): remark(one.note.said) for one in told})
    return wrote


@dataclass(frozen=True, slots=True)
class _Told:
    """What one note comes to: its cell, its day, the sighting it makes (None: it says nothing)."""

    note: Noted
    cell: Premises
    day: dt.date
    seen: PremisesSeen | None


def _tell(
    note: Noted,
    cells: dict[int | None, Premises],
    wrote: Written,
    before: dict[int, Situation],
    said_before: dict[int, dt.date],
) -> _Told:
    cell = cells[note.subject] if isinstance(note.subject, int) else wrote.created[note.subject]
    day = said_before.get(cell.pk) or timezone.localdate(note.seen_at)
    return _Told(note, cell, day, sighting(note, before.get(cell.pk), cell.public_id, _families()))


def _join(
    one: _Told, cells: dict[int | None, Premises], by_day: dict[dt.date, dict[int, Situation]]
) -> None:
    """Kin: a new door cut out of its parent; doors that went into this one, whatever else was
    noted of them: their addresses lead to it from now on.
    """
    if one.note.kind == SPLIT and one.note.premises in cells:
        link(parent=cells[one.note.premises], child=one.cell, happened_on=one.day, split=True)
    names = set(one.note.said.get("absorbed", ())) if one.note.kind == MERGED else set()
    for gone in [cell for cell in cells.values() if cell.public_id in names]:
        if gone.pk == one.cell.pk:
            continue
        for situations in by_day.values():
            situations.pop(gone.pk, None)
        by_day[one.day][gone.pk] = GONE_FROM_STOCK
        link(parent=gone, child=one.cell, happened_on=one.day, split=False)


def _make_cells(wrote: Written, chosen: Iterable[Noted]) -> None:
    """A premises for each new door that counts; one made by an earlier version is found again."""
    town = wrote.round.town
    fresh = {note.subject: note for note in chosen if not isinstance(note.subject, int)}
    refs = PremisesRef.objects.of(town).filter(
        scheme=NEW_DOORS, value__in=[str(key) for key in fresh]
    )
    held = {row.value: row.premises for row in refs.select_related("premises")}
    taken = set(Premises.objects.of(town).values_list("public_id", flat=True))
    for subject, note in fresh.items():
        wrote.created[subject] = held.get(str(subject)) or _make(wrote, note, taken)


def _make(wrote: Written, note: Noted, taken: set[str]) -> Premises:
    town = wrote.round.town
    name = public_id(town.insee_code, f"{NEW_DOORS}|{note.subject}", taken=taken)
    taken.add(name)
    lon, lat = note.at or (town.lon or 0.0, town.lat or 0.0)
    street = Street.objects.of(town).filter(slug=note.said.get("street", "")).first()
    cell = Premises(
        public_id=name, town=town, lon=lon, lat=lat, street=street,
        house_number=str(note.said.get("number", ""))[:12],
    )  # fmt: skip
    if street is not None:
        cell.street_origin = Premises.StreetOrigin.ADDRESS
        cell.side, cell.along_m = along(cell, street)
    cell.save()
    PremisesRef.objects.create(
        premises=cell, town=town, scheme=NEW_DOORS, value=str(note.subject), source=wrote.source
    )
    return cell


def _cells(wrote: Written, chosen: Iterable[Noted]) -> dict[int | None, Premises]:
    """Every premises the notes speak of, by key; those absorbed too."""
    notes = list(chosen)
    named = {one for note in notes for one in note.said.get("absorbed", ())}
    rows = Premises.objects.of(wrote.round.town)
    found = {row.pk: row for row in rows.filter(pk__in={n.premises for n in notes if n.premises})}
    found |= {row.pk: row for row in rows.filter(public_id__in=named)}
    return {**found, **{cell.pk: cell for cell in wrote.created.values()}}


def _days_said(source: Source, cells: dict[int | None, Premises]) -> dict[int, dt.date]:
    """The day this source already spoke of a door: a correction says it of that very day."""
    rows = Observation.objects.across_towns().filter(source=source, premises__in=list(cells))
    return dict(rows.order_by("seen_on").values_list("premises_id", "seen_on"))


def _known_before(cells: dict[int | None, Premises]) -> dict[int, Situation]:
    """The last situation seen of each door, by any living source. One query."""
    rows = Observation.objects.across_towns().filter(
        premises__in=list(cells), source__removed_at=None
    )
    latest = rows.exclude(state=Observation.NOT_SEEN).order_by("premises_id", "-seen_on", "-pk")
    return {
        row.premises_id: Situation.from_data(row.state, row.occupant)
        for row in latest.distinct("premises_id")
    }


def _write(wrote: Written, by_day: dict[dt.date, dict[int, Situation]], seen: Checking) -> None:
    """One observation a door and day; a first version also says which doors it did not see."""
    last = wrote.round.ended_on if wrote.round.supersedes_id is None else None
    unseen = {door.premises_id for door in seen.unseen}
    for day in sorted({*by_day, *({last} if last else ())}):
        told, missing = by_day.get(day, {}), unseen if day == last else set()
        wrote.moved |= note_down(wrote.source, wrote.round, day, told, missing - set(told))


def _comment(source: Source, comments: dict[tuple[int, dt.date], str]) -> None:
    rows = Observation.objects.across_towns().filter(
        source=source, premises__in={pk for pk, _day in comments}
    )
    changed = []
    for row in rows:
        said = comments.get((row.premises_id, row.seen_on))
        if said is not None and said != row.comment:
            row.comment = said
            changed.append(row)
    Observation.objects.across_towns().bulk_update(changed, ["comment"], batch_size=500)


def _families() -> dict[str, str]:
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return {code: row["family"] for code, row in rows.items()}
