"""Bodies on a sheet, each with its part; what each notes for itself alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, SheetNote, SheetParty
from beffroi.programme.writes.sheets import SheetRefusedError, moved
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation


@transaction.atomic
def join_sheet(
    *,
    sheet: ActionSheet,
    organisation: Organisation,
    role: str,
    part: str = "",
    by: Person | None,
) -> SheetParty:
    """Say a body's role on a sheet, and its part; said again, the part is changed."""
    party, _new = SheetParty.objects.update_or_create(
        sheet=sheet, organisation=organisation, role=role, defaults={"part": part}
    )
    moved(sheet, by)
    audit.record(
        "programme.sheet_joined",
        by=by,
        **told_of(sheet),
        party=organisation.key,
        role=role,
        part=part,
    )
    return party


@transaction.atomic
def leave_sheet(*, party: SheetParty, by: Person | None) -> None:
    """A body has that role on the sheet no more; its notes stay its own."""
    sheet, body, role = party.sheet, party.organisation, party.role
    party.delete()
    moved(sheet, by)
    audit.record("programme.sheet_left", by=by, **told_of(sheet), party=body.key, role=role)


@transaction.atomic
def write_note(
    *, sheet: ActionSheet, organisation: Organisation, text: str, by: Person
) -> SheetNote:
    """Keep a note that only this body reads. The journal says that it was written, to it alone."""
    if not text.strip():
        raise SheetRefusedError(_("La note est vide."), "text")
    note = SheetNote.objects.create(
        sheet=sheet, organisation=organisation, text=text, written_by=by.key
    )
    audit.record("programme.note_written", by=by, on=f"note:{note.pk}", body=organisation.key)
    return note


@transaction.atomic
def erase_note(*, note: SheetNote, by: Person) -> None:
    """Throw a note away."""
    body, number = note.organisation, note.pk
    note.delete()
    audit.record("programme.note_erased", by=by, on=f"note:{number}", body=body.key)
