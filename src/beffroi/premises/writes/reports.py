"""Reports of passers-by: received, answered. None changes what is known of a door by itself."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import DoorReport, Observation, Premises
from beffroi.premises.rules.reports import ADDRESS_KEPT, LONGEST, Answer, Kind, State
from beffroi.premises.subjects import REPORTS
from beffroi.premises.writes.doors import see_door
from beffroi.territory import reads as territory
from beffroi.ui.typography import typo


@transaction.atomic
def receive_report(
    *, premises: Premises, kind: str, words: str = "", thanks_to: str = "", language: str = "fr"
) -> DoorReport:
    """Put what a passer-by says on the checking list, and tell the team once a door and day."""
    _forget_addresses()
    made: DoorReport = DoorReport.objects.create(
        premises=premises, kind=Kind(kind), words=words[:LONGEST], thanks_to=thanks_to,
        language=language, is_simulated=premises.town.is_fictional,
    )  # fmt: skip
    _tell_team(premises)
    return made


def _tell_team(premises: Premises) -> None:
    town, today = premises.town, territory.today_in(premises.town.insee_code)
    accounts.tell(
        territory.team_of(town, today),
        REPORTS,
        sentence="received",
        params={"town": town.name, "door": premises.public_id},
        url=reverse("door_report_answer", args=[town.slug, premises.public_id]),
        town_key=town.insee_code,
        object_key=premises.public_id,
        once=f"report/{premises.public_id}/{today}",
    )


def _forget_addresses() -> None:
    """An address is kept for an answer, not for ever: one that waits too long is emptied."""
    old = DoorReport.objects.across_towns().filter(received_at__lt=timezone.now() - ADDRESS_KEPT)
    old.exclude(thanks_to="").update(thanks_to="")


@transaction.atomic
def confirm(
    *, premises: Premises, on: dt.date, said: dict[str, Any], by: Person, words: str = ""
) -> list[DoorReport]:
    """Somebody of the team went and saw: a dated observation, and all who reported are answered."""
    waiting = _waiting(premises)
    seen = see_door(premises=premises, on=on, said=said)
    return _answer(premises, waiting, Answer(State.CONFIRMED, words), by, seen)


@transaction.atomic
def deny(*, premises: Premises, by: Person, words: str = "") -> list[DoorReport]:
    """Checked, and the door is as we said: nothing changes."""
    return _answer(premises, _waiting(premises), Answer(State.UNCONFIRMED, words), by, None)


@transaction.atomic
def leave_to_round(*, premises: Premises, by: Person) -> int:
    """Nobody goes today: the reports wait for the next round and weigh in the choice of its street."""
    waiting = _waiting(premises)
    rows = DoorReport.objects.of(premises.town).filter(pk__in=[row.pk for row in waiting])
    audit.record(
        "premises.report_left_to_round", by=by, town=premises.town.insee_code,
        on=premises.public_id, n=len(waiting),
    )  # fmt: skip
    return int(rows.update(next_round=True))


def _waiting(premises: Premises) -> list[DoorReport]:
    """The open reports of a door, locked, in the order they came."""
    rows = DoorReport.objects.of(premises.town).select_for_update(of=("self",))
    return list(rows.filter(premises=premises, state=State.OPEN))


def _answer(
    premises: Premises,
    waiting: list[DoorReport],
    answer: Answer,
    by: Person,
    seen: Observation | None,
) -> list[DoorReport]:
    """Give each its state; the addresses are used once, then emptied."""
    now = timezone.now()
    for row, state in zip(waiting, answer.states(len(waiting)), strict=True):
        if row.thanks_to:
            letter = partial(_thank, row.thanks_to, row.language, premises, answer)
            transaction.on_commit(letter, robust=True)  # a mail that fails takes nothing back
        row.state, row.outcome, row.observation = state, answer.words[:LONGEST], seen
        row.handled_at, row.handled_by, row.thanks_to = now, by.key, ""
    DoorReport.objects.across_towns().bulk_update(
        waiting, ["state", "outcome", "observation", "handled_at", "handled_by", "thanks_to"]
    )
    if waiting:
        audit.record(
            "premises.report_confirmed" if seen else "premises.report_denied", by=by,
            town=premises.town.insee_code, on=premises.public_id, n=len(waiting),
        )  # fmt: skip
    return waiting


def _thank(to: str, language: str, premises: Premises, answer: Answer) -> None:
    """One mail with the outcome; nothing keeps the address after it."""
    if not settings.EMAIL_READY:
        return
    with translation.override(language):
        told = {
            "town": premises.town, "premises": premises, "words": answer.words,
            "confirmed": answer.state == State.CONFIRMED,
        }  # fmt: skip
        written = typo(render_to_string("premises/mails/report_outcome.txt", told))
    subject, _blank, text = written.partition("\n")
    send_mail(subject.strip(), text.strip() + "\n", None, [to])
