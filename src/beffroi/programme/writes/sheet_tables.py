"""A table of actions: brought, read apart, agreed on, written by a worker; each step safe to run twice."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel.apart import TOO_LONG, ReadingFailed, run_apart
from beffroi.programme.models import Agreement, SheetTable
from beffroi.programme.reads.sheet_table import known_of
from beffroi.programme.rules.sheet_columns import guess
from beffroi.programme.rules.sheet_table import judge_table
from beffroi.programme.writes.aside import Teller
from beffroi.programme.writes.sheet_bulk import import_sheets
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.sources.records import UnreadableSource
from beffroi.sources.spreadsheets import TableRead, read_table

STATE = SheetTable.State
MEMORY, SECONDS = 2 * 1024**3, 60  # for five megabytes; Django itself takes a third of it
MOST_TEXT = 5_000_000  # characters of a table once unpacked
KEPT = dt.timedelta(days=7)


def bring(*, agreement: Agreement, file_name: str, content: bytes, by: Person) -> SheetTable:
    """Keep a file until a worker reads it. Nothing of the agreement changes."""
    made: SheetTable = SheetTable.objects.create(
        agreement=agreement, file_name=file_name[:200], content=content, brought_by=by.key
    )
    return made


def read_apart(row: SheetTable, language: str) -> None:
    """Read a waiting table in a process that is ended when it takes too much."""
    if row.state != STATE.WAITING:
        return
    if not settings.IMPORT_APART:
        read(row)
        return
    code = run_apart(["read_sheet_table", str(row.pk), "--language", language])
    if code < 0:
        end(row, STATE.REFUSED, _too_long() if code in TOO_LONG else _too_heavy())
    elif code:
        raise ReadingFailed(f"table {row.pk}: exit {code}")


def read(row: SheetTable) -> None:
    """Judge the file and keep its table; a refusal is a sentence. Read already, it stays so."""
    if row.state != STATE.WAITING or row.content is None:
        return
    try:
        told = _table(row)
    except UnreadableSource as refusal:
        end(row, STATE.REFUSED, refusal.sentence)
        return
    except MemoryError:
        end(row, STATE.REFUSED, _too_heavy())
        return
    lines = [[line.number, *line.cells] for line in told.lines]
    row.table = {"titles": list(told.titles), "lines": lines, "left": told.left}
    row.mapping = guess(row.table["titles"])
    _move(row, STATE.READ, content=None, table=row.table, mapping=row.mapping)


def _table(row: SheetTable) -> TableRead:
    plain = re.sub(r"[^\w .-]", "_", Path(row.file_name).name)[-80:].strip(" .")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (plain or "tableau")  # refusals name the file
        path.write_bytes(bytes(row.content or b""))
        told = read_table(path)
    if sum(len(cell) for line in told.lines for cell in line.cells) > MOST_TEXT:
        raise UnreadableSource(_too_heavy(), code="table")
    return told


@transaction.atomic
def agree(*, row: SheetTable, mapping: Mapping[str, int], update: bool, by: Person) -> bool:
    """Say which column says what, and that it may be written, in this person's name.

    False when somebody already said so.
    """
    held = SheetTable.objects.select_for_update().get(pk=row.pk)
    if held.state not in (STATE.READ, STATE.DONE):
        return False
    _move(held, STATE.WRITING, mapping=dict(mapping), update=update, sentence="", rows_done=0, rows_total=None, brought_by=by.key)  # fmt: skip
    return True


def write(row: SheetTable, *, on: dt.date) -> None:
    """Write a table that was agreed on, all or nothing; written already, it stays so."""
    try:
        with Teller(row) as tell, transaction.atomic():
            if not tell.alone() or not _still(row):
                return
            by = Person.objects.filter(key=row.brought_by).first()
            rows = judge_table(row.table, row.mapping, known_of(row.agreement))
            counts = import_sheets(
                agreement=row.agreement, rows=[one for one in rows if not one.faults],
                update=row.update, by=by, on=on, progress=tell,
            )  # fmt: skip
            _move(row, STATE.DONE, counts=counts, sentence="")
    except SheetRefusedError as refused:
        end(row, STATE.READ, refused.sentence)


def _still(row: SheetTable) -> bool:
    row.refresh_from_db(fields=["state", "table", "mapping", "update", "brought_by"])
    return row.state == STATE.WRITING


def end(row: SheetTable, state: str, sentence: str) -> None:
    """Close a step with a sentence for whoever brought the file."""
    _move(row, state, sentence=sentence[:500])


def give_up(number: int) -> None:
    """No worker comes back to it: say so; nothing of it was written."""
    rows = SheetTable.objects.filter(pk=number, state__in=(STATE.WAITING, STATE.WRITING))
    rows.update(
        state=STATE.BROKEN,
        sentence=_("Le travail s’est interrompu : rien n’a été enregistré. Redonnez le fichier."),
    )


def forget_old(now: dt.datetime) -> int:
    """Let go of tables brought a week ago; what they became stays."""
    return int(SheetTable.objects.filter(brought_at__lt=now - KEPT).delete()[0])


def _move(row: SheetTable, state: str, **facts: Any) -> None:
    row.state = state
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *facts])


def _too_heavy() -> str:
    return _("Ce tableau demande trop de mémoire : gardez les seules lignes utiles.")


def _too_long() -> str:
    return _(
        "La lecture de ce tableau a dépassé le temps permis : gardez les seules lignes utiles."
    )
