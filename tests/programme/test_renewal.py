"""Agreements that follow one another: five links, a gap told 90 days before, nothing typed twice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from beffroi.accounts.models import Message
from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Commitment, Envelope
from beffroi.programme.reads.chain import alert_of, chain_of, links_of
from beffroi.programme.rules.life import State
from beffroi.programme.rules.renewal import (
    DAY,
    LEAD,
    Term,
    Why,
    add_months,
    alert,
    days_left,
    gaps,
    next_term,
    whole_months,
)
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes import renewals, watch
from beffroi.territory import writes as territory

from . import made

D = dt.date
YEAR = Term("a", D(2023, 3, 1), D(2024, 2, 29))
DAYS = st.dates(D(2015, 1, 1), D(2040, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "then"),
    [
        (D(2024, 1, 1), D(2024, 12, 31), (D(2025, 1, 1), D(2025, 12, 31))),
        (D(2023, 3, 1), D(2024, 2, 29), (D(2024, 3, 1), D(2025, 2, 28))),
        (D(2024, 2, 29), D(2025, 2, 27), (D(2025, 2, 28), D(2026, 2, 27))),
        (D(2024, 1, 31), D(2024, 2, 28), (D(2024, 2, 29), D(2024, 3, 28))),
        (D(2024, 1, 1), D(2026, 12, 31), (D(2027, 1, 1), D(2029, 12, 31))),
        (D(2025, 1, 10), D(2025, 3, 1), (D(2025, 3, 2), D(2025, 4, 21))),
    ],
)
def test_the_next_term_is_as_long_at_month_ends_and_on_29_february(
    first: dt.date, last: dt.date, then: tuple[dt.date, dt.date]
) -> None:
    assert next_term(first, last) == then


@given(DAYS, st.integers(1, 60))
def test_a_term_of_whole_months_is_followed_by_as_many(first: dt.date, months: int) -> None:
    last = add_months(first, months) - DAY
    begins, ends = next_term(first, last)
    assert begins == last + DAY
    assert whole_months(first, last) == months
    assert ends == add_months(begins, months) - DAY


@given(st.lists(st.tuples(DAYS, st.integers(0, 500)), max_size=6))
def test_gaps_are_the_days_between_that_nothing_covers(spans: list[tuple[dt.date, int]]) -> None:
    terms = [Term(str(n), first, first + n_days * DAY) for n, (first, n_days) in enumerate(spans)]
    covered = {one.first + k * DAY for one in terms for k in range((one.last - one.first).days + 1)}
    bare = {one.first + k * DAY for one in gaps(terms) for k in range(one.days)}
    assert not covered & bare
    if covered:
        span = (max(covered) - min(covered)).days + 1
        assert len(covered) + len(bare) == span


def test_a_gap_is_told_90_days_before_it_begins_not_91() -> None:
    first = D(2024, 3, 1)  # the day after 29 February
    told = first - LEAD * DAY
    assert told == D(2023, 12, 2)
    assert alert(YEAR, None, told - DAY) is None
    found = alert(YEAR, None, told)
    assert found is not None
    assert (found.why, found.first, found.days) == (Why.NONE, first, 90)
    assert days_left(YEAR.last, told) == 89


def test_only_a_signed_agreement_that_begins_the_next_day_closes_the_gap() -> None:
    on = D(2024, 2, 1)
    whole = Term("b", D(2024, 3, 1), D(2025, 2, 28))
    assert alert(YEAR, whole, on) is None
    draft = alert(YEAR, Term("b", whole.first, whole.last, signed=False), on)
    late = Term("b", D(2024, 3, 15), whole.last)
    assert draft is not None
    assert draft.why is Why.UNSIGNED
    found = alert(YEAR, late, on)
    assert found is not None
    assert found.why is Why.LATE
    assert alert(YEAR, late, D(2024, 3, 10)) is not None
    assert alert(YEAR, late, D(2024, 3, 15)) is None


def yearly(place: object, *bodies: object, years: range, skip: int = 0) -> list[Agreement]:
    rows: list[Agreement] = []
    for year in years:
        first = D(year, 2, 10) if year == skip else D(year, 1, 1)
        rows.append(
            made.agreement(
                place, *bodies, title=f"Convention {year}", state=State.RENEWED, signed_on=first,
                valid=between(first, D(year + 1, 1, 1)), renews=rows[-1] if rows else None,
            )  # type: ignore[arg-type]
        )  # fmt: skip
    rows[-1].state = State.IN_FORCE
    rows[-1].save()
    return rows


@pytest.mark.django_db
@pytest.mark.system("003-01")
def test_a_town_renewed_each_year_shows_five_links_and_its_gap_is_told_90_days_before() -> None:
    place = made.town("Albaronne")
    chamber, hall = made.chamber(place), made.hall(place)
    rows = yearly(place, chamber, hall, years=range(2019, 2024), skip=2022)
    assert [one.title for one in chain_of(rows[2])] == [
        f"Convention {y}" for y in range(2019, 2024)
    ]
    assert [link.gap for link in links_of(rows[0])] == ["", "", "40 jours sans convention", "", ""]
    manager = made.manager(place)
    eve = D(2024, 1, 1) - (LEAD + 1) * DAY
    assert watch.tell_gaps(on=eve) == 0
    assert alert_of(rows[-1], eve) is None
    assert watch.tell_gaps(on=eve + DAY) == 1
    assert watch.tell_gaps(on=eve + 9 * DAY) == 0, "told once"
    message = Message.objects.get(person=manager)
    assert "1er janvier 2024" in message.words.replace("\xa0", " ")
    assert message.url == f"/{place.slug}/conventions/{rows[-1].key}/"
    renewal = renewals.prepare(agreement=rows[-1], on=eve, by=None)
    assert len(chain_of(renewal)) == 6
    found = alert_of(Agreement.objects.across_towns().get(pk=rows[-1].pk), eve + DAY)
    assert found is not None
    assert found.why is Why.UNSIGNED


@pytest.mark.django_db
@pytest.mark.system("003-01")
def test_a_renewal_begins_with_results_and_unkept_promises() -> None:
    place = made.town()
    old, hall = made.chamber(place, name="Chambre ancienne"), made.hall(place)
    row = made.agreement(place, old, hall)
    axis = row.axes.create(code="A", name="Commerce", field="trade")
    row.articles.create(slug="duree", title="Durée", body="Du 1er janvier 2025 au 31 décembre 2025, pour l’année 2025.", order=1)  # fmt: skip
    Envelope.objects.create(
        agreement=row, axis=axis, year=2025, amount=Decimal("100000"), payer=hall
    )
    promise = {"agreement": row, "organisation": old}
    Commitment.objects.create(text="Former", quantity=10, done_quantity=4, **promise)
    Commitment.objects.create(text="Tenu", done_on=made.DAY, **promise)
    Commitment.objects.create(text="Levé", released_on=made.DAY, **promise)
    with pytest.raises(LifeError):
        renewals.prepare(agreement=row, on=made.DAY, by=None)
    row = made.signed(row)
    new = made.chamber(place, name="Chambre nouvelle")
    territory.merge_bodies(absorbed=old, into=new, on=made.DAY, by=None)
    renewal = renewals.prepare(agreement=Agreement.objects.across_towns().get(pk=row.pk), on=D(2025, 10, 1), by=None)  # fmt: skip
    assert (renewal.title, renewal.renews, renewal.state) == (
        "Convention annuelle fictive 2026",
        row,
        "draft",
    )
    assert (renewal.valid.lower, renewal.valid.upper) == (D(2026, 1, 1), D(2027, 1, 1))
    assert {one.organisation.name for one in renewal.parties.all()} == {new.name, hall.name}
    body = renewal.articles.get().body.replace("\xa0", " ")
    assert body == "Du 1er janvier 2026 au 31 décembre 2026, pour l’année 2026."
    envelope = renewal.envelopes.get()
    assert (envelope.year, envelope.amount, envelope.axis.code) == (2026, Decimal("100000"), "A")
    carried = renewal.commitments.get()
    assert (carried.text, carried.quantity, carried.organisation) == ("Former", Decimal(6), new)
    assert carried.carried_from.agreement == row
    assert "engagements tenus, 1 sur 2" in renewal.preamble
    with pytest.raises(LifeError, match="déjà"):
        renewals.prepare(agreement=Agreement.objects.across_towns().get(pk=row.pk), on=made.DAY, by=None)  # fmt: skip
    client = Client()
    client.force_login(made.manager(place))
    page = client.get(f"/{place.slug}/conventions/{row.key}/renouvellement/")
    assert page.status_code == 200
    shown = client.get(f"/{place.slug}/conventions/{renewal.key}/").content.decode()
    assert "2 conventions qui se suivent" in shown
