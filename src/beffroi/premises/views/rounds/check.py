"""« Contrôle »: what nobody saw, what is doubtful, and which of two notes counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises.models import FieldNote
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import Checking, Door
from beffroi.premises.rules.rounds.doubts import DISPUTE, Doubt
from beffroi.premises.rules.rounds.life import RoundRefused, ways_from
from beffroi.premises.views.rounds.frame import address, inside, page, refused
from beffroi.premises.views.rounds.progress import way_open
from beffroi.premises.views.rounds.words import door_words, note_words
from beffroi.premises.writes import rounds as writes
from beffroi.premises.writes.rounds.judging import JUDGED_IN


@dataclass(frozen=True, slots=True)
class Side:
    """One note as the page sets it beside the others."""

    note: FieldNote
    words: str
    who: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One door to look at twice: what was known, what was noted, why it is doubtful."""

    title: str
    before: str
    doubts: Sequence[Doubt]
    sides: Sequence[Side]
    disputed: bool


@acting("validate", "survey", obj="round_key")
@require_GET
def round_check(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """Everything to settle before the round is validated."""
    held = inside(town, round_key)
    seen = reads.checking(held)
    cases = cases_of(seen)
    facts = reads.facts_of(held, seen)
    context = {
        "finding": _finding(seen, cases),
        "cases": cases,
        "street_doubts": [doubt for doubt in seen.doubts if doubt.subject is None],
        "unseen": _unseen(seen),
        "share": seen.share_seen,
        "settled": sum(1 for one in seen.found.values() if one.judged),
        "judges": held.state in JUDGED_IN,
        "ways": [(way, way_open(way, facts)) for way in ways_from(held.state)],
    }
    return page(request, held, "round_check", "premises/rounds/check.html", context)


def _finding(seen: Checking, cases: Sequence[Case]) -> str:
    disputed = sum(case.disputed for case in cases)
    if disputed:
        said = ngettext(
            "*%(n)d local* sur lequel deux notes se contredisent",
            "*%(n)d locaux* sur lesquels des notes se contredisent",
            disputed,
        )
        return said % {"n": disputed}
    if cases:
        said = ngettext(
            "%(n)d constat à regarder deux fois", "%(n)d constats à regarder deux fois", len(cases)
        )
        return said % {"n": len(cases)}
    return _("Rien à regarder deux fois") if seen.notes else _("Aucune note n’est encore arrivée")


def cases_of(seen: Checking) -> list[Case]:
    """The doors with a doubt, disputes first."""
    by_door: dict[Any, list[Doubt]] = {}
    for doubt in seen.doubts:
        if doubt.subject is not None:
            by_door.setdefault(doubt.subject, []).append(doubt)
    return [_case(seen, subject, told) for subject, told in by_door.items()]


def _case(seen: Checking, subject: Any, told: Sequence[Doubt]) -> Case:
    one = seen.found[subject]
    notes = one.rivals or ((one.chosen,) if one.chosen else ())
    rows = [seen.by_uuid[note.uuid] for note in notes]
    door = seen.by_premises.get(rows[0].premises_id or 0) if rows else None
    disputed = any(doubt.kind == DISPUTE for doubt in told)
    return Case(
        _title(door, rows), door_words(door), told, [_side(row, one) for row in rows], disputed
    )


def _title(door: Door | None, rows: Sequence[FieldNote]) -> str:
    said = rows[0].said if rows else {}
    if rows and rows[0].new_ref:
        where = " ".join(part for part in (said.get("number", ""), said.get("street", "")) if part)
        return _("Nouveau local %(where)s") % {"where": where}
    if door is None:
        return rows[0].premises.public_id if rows and rows[0].premises else ""
    return " ".join(
        part for part in (door.house_number, door.street_name or door.public_id) if part
    )


def _side(row: FieldNote, one: Any) -> Side:
    who = row.person.name if row.person else _("compte effacé")
    return Side(
        row, note_words(row), who, bool(one.judged and one.chosen and one.chosen.uuid == row.uuid)
    )


def _unseen(seen: Checking) -> list[tuple[str, int]]:
    """Streets with doors nobody saw, the most first."""
    return Counter(door.street_name or _("Rue inconnue") for door in seen.unseen).most_common()


@acting("validate", "survey", obj="round_key")
@require_POST
def round_judge(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """One tap: this note counts, or the door is left as it was."""
    held = inside(town, round_key)
    rows = FieldNote.objects.of(held.town).filter(round=held)
    asked = request.POST.get("note", "")
    note = get_object_or_404(
        rows, pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    )
    try:
        writes.judge(
            round=held, note=note, keep_as_it_was="garder" in request.POST,
            reason=request.POST.get("raison", "").replace("\x00", ""), by=request.user,
        )  # fmt: skip
    except RoundRefused as said:
        return refused(request, held, said.sentence, "round_check")
    messages.success(request, _("C’est noté."))
    return redirect(address("round_check", held))
