"""What time does to agreements, seen each morning; tables of actions, read and written."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from beffroi.kernel import audit
from beffroi.kernel.jobs import IMPORTS, UPKEEP, job
from beffroi.programme.models import SheetTable
from beffroi.programme.writes import attachments, contacts, reminders, sheet_tables, watch
from beffroi.territory import reads as territory


@app.periodic(cron="41 * * * *")
@job(queue=UPKEEP, lock="agreements")
def watch_agreements(timestamp: int) -> None:
    """Amendments take effect on their day, children pass under their next framework; gaps between
    agreements are told, days to come are reminded of, people who left long ago are forgotten.
    Safe to run twice.

    Asked each hour, it does the towns where it is morning at `timestamp`, however
    late it runs.
    """
    for zone, today in territory.mornings(timestamp):
        watch.amendments_due(on=today, zone=zone)
        attachments.attachments_due(on=today, zone=zone)
        watch.tell_gaps(on=today, zone=zone)
        reminders.remind(on=today, zone=zone)
        if zone.key == settings.TIME_ZONE:
            contacts.forget_gone(today)
            sheet_tables.forget_old(timezone.now())


@job(queue=IMPORTS)
def read_sheet_table(table_id: int, language: str = "fr") -> None:
    """Read a table that was brought; what is said of it is in the language of who brought it."""
    with translation.override(language):
        for row in _tables(table_id):
            sheet_tables.read_apart(row, language)


@job(queue=IMPORTS)
def write_sheet_table(table_id: int, language: str = "fr", body_key: str = "") -> None:
    """Write a table that was agreed on, for the body it was agreed for."""
    with translation.override(language), audit.acting_for(body_key):
        for row in _tables(table_id):
            place = row.agreement.town
            today = territory.today_in(place.insee_code) if place else timezone.localdate()
            sheet_tables.write(row, on=today)


def start(row: SheetTable) -> None:
    """Hand a table to the workers, in the same transaction as what is asked of it."""
    language = (translation.get_language() or "fr")[:2]
    if row.state == SheetTable.State.WAITING:
        read_sheet_table.defer(table_id=row.pk, language=language)
    else:
        write_sheet_table.defer(table_id=row.pk, language=language, body_key=audit.acting_body())


def close_when_given_up(lost: Job, _reason: str) -> None:
    """A table whose job will not be tried again says so."""
    if lost.task_name in (read_sheet_table.name, write_sheet_table.name):
        sheet_tables.give_up(int(lost.task_kwargs["table_id"]))  # type: ignore[arg-type]


def _tables(number: int) -> list[SheetTable]:
    rows = SheetTable.objects.select_related("agreement__town", "agreement__holder")
    return list(rows.filter(pk=number))
