"""Children that outlive their framework: proposed to the next, decided by a person, counted once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.accounts.models import Message
from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Attachment, Axis
from beffroi.programme.reads.attachments import choices_of, matter_of
from beffroi.programme.reads.ending import ending_of
from beffroi.programme.reads.rollup import of_agreement, of_body, rolled
from beffroi.programme.rules.ending import Duty
from beffroi.programme.rules.life import State
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes import attachments, renewals
from beffroi.programme.writes.axes import take_axes

from . import made

D = dt.date
TODAY, END, AFTER = D(2026, 11, 22), D(2026, 12, 31), D(2027, 1, 1)
LONG = between(D(2025, 1, 1), D(2029, 1, 1))


def again(row: Agreement) -> Agreement:
    rows = Agreement.objects.across_towns().select_related("parent__renewed_by", "town")
    found: Agreement = rows.get(pk=row.pk)
    return found


@pytest.fixture
def frame(db: None) -> Agreement:
    """A framework to the end of 2026 with an axis, and three agreements under it to 2028."""
    holder, metropolis = made.chamber(), made.body("epci", "Métropole fictive")
    row = made.agreement(
        None, holder, metropolis, title="Cadre fictif 2022-2026", state=State.IN_FORCE,
        valid=between(D(2022, 1, 1), AFTER),
    )  # fmt: skip
    Axis.objects.create(agreement=row, code="C", name="Commerce", field="trade")
    for n in range(3):
        place = made.town(f"Valville{n}")
        child = made.agreement(
            place, holder, made.hall(place), title=f"Ville fictive {n}", parent=row
        )
        take_axes(agreement=child, by=None)
        made.sheet(child, f"V{n}", axis=child.axes.get(), status="in_progress")
    Agreement.objects.across_towns().filter(parent=row).update(state=State.IN_FORCE, valid=LONG)
    return row


def children(frame: Agreement) -> list[Agreement]:
    rows = Agreement.objects.across_towns().filter(parent=frame)
    return [again(row) for row in rows.order_by("title")]


def followed(frame: Agreement) -> Agreement:
    """Its renewal for the five years after, signed."""
    return made.signed(renewals.prepare(agreement=frame, on=TODAY, by=None), on=AFTER)


def test_the_renewal_once_signed_is_proposed_to_each_child_and_nothing_moves(
    frame: Agreement,
) -> None:
    first, *_others = children(frame)
    made.manager(first.town)
    assert matter_of(first) is not None and Attachment.objects.count() == 0
    new = followed(frame)
    assert Attachment.objects.filter(into=new, on=AFTER, decided_at=None).count() == 3
    assert attachments.propose(renewal=again(new), by=None, on=TODAY) == 3  # again: nothing new
    told = Message.objects.filter(sentence="attach")
    assert told.count() == 1 and Attachment.objects.count() == 3
    assert attachments.attachments_due(on=AFTER) == 0
    assert [one.parent for one in children(frame)] == [frame] * 3


def test_decided_it_passes_on_the_day_and_its_axes_with_it(frame: Agreement) -> None:
    first, second, third = children(frame)
    new = followed(frame)
    attachments.decide(child=first, into=new, by=None, today=TODAY)
    attachments.decide(child=second, into=None, by=None, today=TODAY)
    assert again(first).parent == frame  # decided, not done
    assert attachments.attachments_due(on=END) == 0
    assert (attachments.attachments_due(on=AFTER), attachments.attachments_due(on=AFTER)) == (2, 0)
    assert [again(one).parent for one in (first, second, third)] == [new, None, frame]
    assert again(first).axes.get().inherits == new.axes.get()
    assert again(second).axes.get().inherits == frame.axes.get()
    assert matter_of(again(first)) is None and matter_of(again(second)) is None
    with pytest.raises(LifeError, match="rien à décider"):
        attachments.decide(child=first, into=None, by=None, today=AFTER)


def test_a_framework_that_does_not_run_or_stands_under_it_is_refused(frame: Agreement) -> None:
    first, *_others = children(frame)
    draft = made.agreement(None, first.holder, title="En projet", valid=LONG)
    past = made.agreement(
        None, first.holder, title="Passé", state=State.IN_FORCE,
        valid=between(D(2020, 1, 1), D(2026, 6, 1)),
    )  # fmt: skip
    below = made.agreement(
        None, first.holder, title="Dessous", parent=first, state=State.IN_FORCE, valid=LONG
    )
    for wrong, why in ((draft, "signé"), (past, "ne court pas"), (below, "découle"), (first, "dé")):
        with pytest.raises(LifeError, match=why):
            attachments.decide(child=first, into=wrong, by=None, today=TODAY)
    matter = matter_of(first)
    assert matter is not None
    offered = choices_of(matter, made.advisor(first.holder))
    assert not offered.filter(pk__in=[draft.pk, past.pk, below.pk, first.pk, frame.pk]).exists()


@pytest.fixture
def two(frame: Agreement) -> tuple[Agreement, Agreement]:
    """The framework and its renewal."""
    return frame, followed(frame)


WAYS = st.lists(st.sampled_from(["next", "none", "open"]), min_size=3, max_size=3)
DAYS = st.sampled_from([D(2026, 5, 4), END, AFTER, D(2028, 3, 1)])


@settings(
    deadline=None, max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(WAYS, DAYS, st.booleans(), st.booleans())
def test_a_child_counts_in_one_framework_on_any_day_and_over_any_year(
    two: tuple[Agreement, Agreement], ways: list[str], on: D, whole_year: bool, done: bool
) -> None:
    frame, new = two
    with transaction.atomic():
        held = children(frame)
        for child, way in zip(held, ways, strict=True):
            if way != "open":
                into = new if way == "next" else None
                attachments.decide(child=child, into=into, by=None, today=TODAY)
        if done:
            attachments.attachments_due(on=AFTER)
        year = on.year if whole_year else None
        before, after = (_under(one, held, on, year) for one in (frame, new))
        passed = on >= AFTER
        assert before == [
            one for one, way in zip(held, ways, strict=True) if not passed or way == "open"
        ]
        assert after == [
            one for one, way in zip(held, ways, strict=True) if passed and way == "next"
        ]
        whole = of_body(frame.holder, on, year)
        assert len([one.pk for one in whole.agreements]) == len(
            {one.pk for one in whole.agreements}
        )
        assert rolled(whole).done.whole.sheets == 3
        transaction.set_rollback(True)


def _under(frame: Agreement, held: list[Agreement], on: D, year: int | None) -> list[Agreement]:
    found = {one.pk for one in of_agreement(again(frame), on, year).agreements}
    return [one for one in held if one.pk in found]


def test_the_page_asks_whoever_works_on_it_and_the_ending_tells_what_was_decided(
    frame: Agreement, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the pages ask the clock, and the frame ends with the year
    at = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    first, *_others = children(frame)
    new = followed(frame)
    base = f"/{first.town.slug}/conventions/{first.key}/"
    client, stranger = Client(), Client()
    client.force_login(made.manager(first.town))
    stranger.force_login(made.stranger())
    assert "survit à son cadre" in client.get(base).content.decode()
    with django_assert_max_num_queries(45):
        page = client.get(f"{base}cadre/").content.decode()
    assert new.title in page and "il renouvelle le cadre actuel" in page
    assert client.post(f"{base}cadre/", {"into": "ailleurs"}).status_code == 200
    assert client.post(f"{base}cadre/", {"into": new.key}).status_code == 302
    assert Attachment.objects.get(child=first).decided_at is not None
    assert "elle découlera de" in client.get(base).content.decode()
    for answer in (stranger.get(f"{base}cadre/"), stranger.post(f"{base}cadre/")):
        assert answer.status_code == 403
    found = ending_of(again(frame), TODAY)
    assert found is not None and Duty.ORPHANS in found.duties  # two are left
    reader = Client()
    reader.force_login(made.advisor(frame.holder))
    ending = reader.get(f"/conventions/{frame.key}/echeance/").content.decode()
    assert "rattachée à" in ending and "cadre à décider" in ending and "2 conventions" in ending
    attachments.attachments_due(on=AFTER)
    after = ending_of(again(frame), AFTER)
    assert after is not None and len(after.children) == 3  # the one that passed is still told
