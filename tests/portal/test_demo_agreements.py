"""The invented agreement of the demo: told once, whole, and late for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from beffroi.kernel.models import AuditEntry
from beffroi.portal.demo.agreements import MAIN, load_agreements
from beffroi.portal.demo.agreements.clock import LAST
from beffroi.portal.demo.people import FICTIONAL_TOWN, load_people
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Amendment,
    Benefit,
    BudgetLine,
    Commitment,
    Committee,
    CommitteeMember,
    Contact,
    Decision,
    Draw,
    Envelope,
    Evidence,
    FinancingLine,
    Measurement,
    Meeting,
    Milestone,
    OpinionRequest,
    TrackedIndicator,
)
from beffroi.programme.reads.dependencies import outlook
from beffroi.programme.rules.stages import FinancingState
from beffroi.programme.rules.status import Status
from beffroi.territory.models import Organisation, Town

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The agreements, told once for this file and taken away after it."""
    with django_db_blocker.unblock():
        kept = transaction.atomic()
        kept.__enter__()
        try:
            town = Town.objects.create(
                insee_code=FICTIONAL_TOWN, name="Clairvoisne", slug="clairvoisne", is_fictional=True
            )
            load_people([town])
            assert load_agreements(town)
            assert not load_agreements(town)  # again changes nothing
            yield
        finally:
            transaction.set_rollback(True)
            kept.__exit__(None, None, None)


@pytest.fixture
def told(story: None, db: None) -> Agreement:
    return Agreement.objects.across_towns().get(key=MAIN)


def test_all_is_fictional_and_the_chain_goes_back_to_2019_with_one_year_missing(
    told: Agreement,
) -> None:
    assert Agreement.objects.across_towns().count() == 6
    assert not Agreement.objects.across_towns().filter(is_fictional=False).exists()
    assert ActionSheet.objects.across_towns().count() == 26
    assert not ActionSheet.objects.across_towns().filter(is_fictional=False).exists()
    assert not Organisation.objects.filter(is_fictional=False).exists()
    years, row = [], told
    while row.renews is not None:
        row = row.renews
        years.append(row.valid.lower.year)
    assert years == [2023, 2022, 2020, 2019]
    states = {str(row.state) for row in told.parent.children.all()} if told.parent else set()
    assert states == {"in_force"}


def test_100_000_euros_a_year_inside_the_tour_outside_one_amendment_signed_one_waiting(
    told: Agreement,
) -> None:
    for year in (2024, 2026):
        inside = Envelope.objects.filter(agreement=told, year=year, is_inside=True)
        assert sum(one.amount for one in inside) == Decimal(100_000)
    outside = Envelope.objects.filter(agreement=told, is_inside=False)
    assert sorted(one.year for one in outside) == [2025, 2026]
    first, second = Amendment.objects.filter(agreement=told)
    assert first.signed_on == first.applied_on == dt.date(2025, 6, 12)
    assert second.signed_on is None
    waiting = Draw.objects.get(is_waiting=True)
    assert waiting.amendment == second
    assert waiting.amount == 7600


@pytest.mark.system("000-04")
def test_square_is_six_months_late_and_three_shop_actions_wait(told: Agreement) -> None:
    sheets = list(ActionSheet.objects.across_towns().filter(agreement=told))
    by_code = {sheet.code: sheet.key for sheet in sheets}
    for on in (dt.date(2026, 10, 15), dt.date(2026, 11, 22), dt.date(2027, 2, 1)):
        found = outlook(sheets, on).forecasts
        assert found[by_code["C1"]].end == dt.date(2027, 3, 31)
        assert found[by_code["C1"]].own_days == 182
        held_up = {code for code, key in by_code.items() if found[key].held_up}
        assert {"A4", "A5", "A6"} <= held_up


def test_every_state_is_shown_and_promises_are_kept_late_unkept_released(told: Agreement) -> None:
    statuses = set(ActionSheet.objects.across_towns().values_list("status", flat=True))
    assert statuses == {str(status) for status in Status}
    states = set(FinancingLine.objects.values_list("state", flat=True))
    assert states == {str(state) for state in FinancingState}
    uses = set(OpinionRequest.objects.across_towns().values_list("use", flat=True))
    assert uses == {str(use) for use in OpinionRequest.Use}
    promised = Commitment.objects.filter(agreement=told)
    kept = [one for one in promised if one.done_on and one.due_on and one.done_on <= one.due_on]
    late = [one for one in promised if one.done_on and one.due_on and one.done_on > one.due_on]
    unkept = [one for one in promised if not one.done_on and not one.released_on]
    assert len(kept) >= 5
    assert len(late) >= 3
    assert len(unkept) >= 4
    assert promised.exclude(released_on=None).count() == 1


TOLD = {
    "committee_opened": Committee, "seat_given": CommitteeMember, "contact_noted": Contact,
    "meeting_planned": Meeting, "decision_taken": Decision, "commitment_made": Commitment,
    "step_added": Milestone, "commune_served": Benefit, "measured": Measurement,
    "budget_added": BudgetLine, "financing_added": FinancingLine, "evidence_added": Evidence,
    "indicator_tracked": TrackedIndicator,
}  # fmt: skip


def test_journal_tells_every_row_on_the_day_of_its_story(told: Agreement) -> None:
    said = AuditEntry.objects.filter(verb__startswith="programme.")
    for verb, model in TOLD.items():
        rows = model.objects.count()
        assert rows, model
        assert said.filter(verb=f"programme.{verb}").count() == rows, verb
    opinions = OpinionRequest.objects.across_towns()
    for verb, rows in (
        ("opinion_asked", opinions),
        ("opinion_given", opinions.exclude(answered_on=None)),
        ("opinion_used", opinions.exclude(used_on=None)),
        ("minutes_written", Meeting.objects.exclude(minutes="")),
    ):
        assert said.filter(verb=f"programme.{verb}").count() == rows.count() > 0, verb
    last = said.aggregate(last=Max("recorded_at"))["last"]
    assert timezone.localdate(last) <= LAST
    kept = Commitment.objects.get(text__startswith="Doubler la tournée")
    day = said.get(verb="programme.commitment_kept", data__commitment=kept.text).recorded_at
    assert timezone.localdate(day) == kept.done_on
    asked = opinions.get(subject__startswith="Extension du parking")
    day = said.get(verb="programme.opinion_given", object_key=f"opinion:{asked.key}").recorded_at
    assert timezone.localdate(day) == asked.answered_on
    unsigned = set(said.filter(actor_key="").values_list("verb", flat=True))
    assert unsigned <= {"programme.amendment_effective"}  # the day does it, nobody else
