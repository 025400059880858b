"""Opinions: asked with a clock, answered, used; each step told with its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.workdays import is_off
from beffroi.programme.models import Agreement, OpinionRequest
from beffroi.programme.rules.opinions import Unit, due_day
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.territory.models import Organisation, Town

USE = OpinionRequest.Use


@transaction.atomic
def ask_opinion(
    *,
    town: Town | None,
    asked_by: Organisation,
    asked_of: Organisation,
    asked_on: dt.date,
    delay: int,
    delay_unit: str,
    by: Person | None,
    agreement: Agreement | None = None,
    **facts: Any,
) -> OpinionRequest:
    """Ask a body what it thinks (subject, question, silence), in a town or within an agreement.

    Raises `GovernanceRefusedError`.
    """
    if asked_by == asked_of:
        raise GovernanceRefusedError(_("Un organisme ne se demande pas son avis."), "asked_of")
    due = due_day(asked_on, delay, Unit(delay_unit), is_off)
    facts |= {"asked_on": asked_on, "due_on": due, "delay": delay, "delay_unit": delay_unit}
    made = OpinionRequest(
        town=town, asked_by=asked_by, asked_of=asked_of, agreement=agreement, **facts
    )
    made.save(force_insert=True)
    audit.record("programme.opinion_asked", by=by, **_told(made))
    return made


@transaction.atomic
def answer_opinion(
    *, opinion: OpinionRequest, answer: str, answered_on: dt.date, by: Person | None, on: dt.date
) -> OpinionRequest:
    """Give the opinion; `on` is today. Raises `GovernanceRefusedError`."""
    held = _running(opinion)
    if held.answered_on is not None:
        raise GovernanceRefusedError(_("Cet avis est déjà rendu."))
    if not held.asked_on <= answered_on <= on:
        said = _("Un avis se rend après la demande, et pas à une date à venir.")
        raise GovernanceRefusedError(said, "answered_on")
    held.answer, held.answered_on = answer, answered_on
    held.save(update_fields=["answer", "answered_on"])
    audit.record("programme.opinion_given", by=by, **_told(held))
    return held


@transaction.atomic
def use_opinion(
    *, opinion: OpinionRequest, use: str, reason: str, used_on: dt.date, by: Person | None,
    on: dt.date,
) -> OpinionRequest:  # fmt: skip
    """Say what was done with the answer, and why. Raises `GovernanceRefusedError`."""
    held = _running(opinion)
    if held.answered_on is None:
        raise GovernanceRefusedError(_("L’avis n’est pas encore rendu."))
    if not held.answered_on <= used_on <= on:
        said = _("La suite se donne après l’avis, et pas à une date à venir.")
        raise GovernanceRefusedError(said, "used_on")
    if use not in USE.values or use == USE.WAITING:
        raise GovernanceRefusedError(_("Dites si l’avis est suivi."), "use")
    if use != USE.FOLLOWED and not reason.strip():
        raise GovernanceRefusedError(_("Un avis qui n’est pas suivi s’explique."), "reason")
    held.use, held.use_reason, held.used_on = use, reason, used_on
    held.save(update_fields=["use", "use_reason", "used_on"])
    audit.record("programme.opinion_used", by=by, **_told(held), use=use)
    return held


@transaction.atomic
def withdraw_opinion(*, opinion: OpinionRequest, by: Person | None, on: dt.date) -> OpinionRequest:
    """The question falls. Raises `GovernanceRefusedError` once answered."""
    held = _running(opinion)
    if held.answered_on is not None:
        raise GovernanceRefusedError(_("Cet avis est déjà rendu."))
    held.withdrawn_on = on
    held.save(update_fields=["withdrawn_on"])
    audit.record("programme.opinion_withdrawn", by=by, **_told(held))
    return held


def _running(opinion: OpinionRequest) -> OpinionRequest:
    rows = OpinionRequest.objects.across_towns().select_for_update(of=("self",))
    held: OpinionRequest = rows.select_related("town", "asked_of").get(pk=opinion.pk)
    if held.withdrawn_on is not None:
        raise GovernanceRefusedError(_("Cette demande est retirée."))
    return held


def _told(row: OpinionRequest) -> dict[str, Any]:
    town = row.town.insee_code if row.town else ""
    on = f"opinion:{row.key}"
    return {"town": town, "on": on, "subject": row.subject, "party": row.asked_of.key}
