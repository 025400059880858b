"""A draw above the balance is refused or becomes an amendment; two at once take turns."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from beffroi.programme.models import Agreement, Amendment, Draw, Envelope
from beffroi.programme.reads.money import spent, spent_by, standings
from beffroi.programme.rules.money import total
from beffroi.programme.rules.stages import Stage
from beffroi.programme.writes import amendments, money
from beffroi.programme.writes import envelopes as writes

from . import made

DAY = dt.date(2025, 3, 1)


def drafted() -> Agreement:
    place = made.town()
    return made.agreement(place, made.chamber(place), made.hall(place))


def envelope(amount: str = "100000.00", agreement: Agreement | None = None) -> Envelope:
    agreement = agreement or made.agreement(None, made.chamber())
    return writes.set_aside(agreement=agreement, by=None, year=2025, amount=Decimal(amount))


def take(of: Envelope, amount: str, *, by_amendment: bool = False) -> Draw:
    return writes.draw(
        envelope=of,
        amount=Decimal(amount),
        on=DAY,
        label="Boutique nomade",
        by=None,
        by_amendment=by_amendment,
    )


@pytest.mark.django_db
@pytest.mark.system("004-01")
def test_a_draw_above_the_balance_is_refused_with_what_is_missing() -> None:
    held = envelope()
    take(held, "60000.00")
    with pytest.raises(writes.DrawRefused) as refused:
        take(held, "40000.01")
    assert "0,01" in str(refused.value)
    assert standings([held])[held.pk].balance == Decimal("40000.00")
    take(held, "40000.00")
    assert standings([held])[held.pk].balance == 0


@pytest.mark.django_db
@pytest.mark.system("004-01")
def test_or_it_becomes_an_amendment_and_counts_once_signed() -> None:
    held = envelope(agreement=made.signed(drafted()))
    take(held, "90000.00")
    waiting = take(held, "30000.00", by_amendment=True)
    assert waiting.is_waiting
    assert standings([held])[held.pk].balance == Decimal("10000.00")
    amendment = Amendment.objects.get()
    amendments.sign_amendment(amendment=amendment, on=made.DAY, by=None, today=made.DAY)
    held.refresh_from_db()
    waiting.refresh_from_db()
    assert not waiting.is_waiting
    assert held.amount == Decimal("120000.00")
    assert standings([held])[held.pk].balance == 0


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_amendments_that_wait_on_one_envelope_are_signed_in_any_order(
    order: tuple[int, int],
) -> None:
    held = envelope(agreement=made.signed(drafted()))
    take(held, "90000.00")
    waiting = [take(held, amount, by_amendment=True) for amount in ("30000.00", "25000.00")]
    amounts = [Decimal("100000.00")]
    for n in order:
        amendment = Amendment.objects.get(pk=waiting[n].amendment_id)
        amendments.sign_amendment(amendment=amendment, on=made.DAY, by=None, today=made.DAY)
        held.refresh_from_db()
        amounts.append(held.amount)
        assert standings([held])[held.pk].balance == 0
    assert amounts[1:] == [Decimal(90000) + waiting[order[0]].amount, Decimal(145000)]
    told = [change for one in Amendment.objects.order_by("number") for change in one.changes]
    assert {"before" in one or "amount" in one["after"] for one in told} == {True}
    assert standings([held])[held.pk].waiting == 0


@pytest.mark.django_db
def test_an_unsigned_agreement_has_nothing_to_amend_and_the_refusal_says_what_to_do() -> None:
    held = envelope(agreement=drafted())
    with pytest.raises(writes.DrawRefused) as refused:
        take(held, "120000.00", by_amendment=True)
    said = str(refused.value).replace("\u202f", " ").replace("\xa0", " ")
    assert "pas encore signée" in said and "ouvrez une enveloppe de 20 000 € de plus" in said
    assert not Amendment.objects.exists() and not Draw.objects.exists()


@pytest.mark.django_db
def test_a_draw_given_up_takes_its_amendment_with_it() -> None:
    held = envelope(agreement=made.signed(drafted()))
    person = made.stranger()
    first, second = (take(held, "110000.00", by_amendment=True) for _n in range(2))
    writes.cancel_draw(draw=first, on=DAY, by=person)
    found = {one.pk: one.abandoned_on for one in Amendment.objects.all()}
    assert found == {first.amendment_id: DAY, second.amendment_id: None}


@pytest.mark.django_db
def test_a_cancelled_draw_gives_its_money_back() -> None:
    held = envelope()
    person = made.stranger()
    writes.cancel_draw(draw=take(held, "100000.00"), on=DAY, by=person)
    assert standings([held])[held.pk].balance == Decimal("100000.00")


@pytest.mark.django_db(transaction=True)
def test_two_draws_at_once_do_not_pass_the_balance() -> None:
    held = envelope("100.00")

    def one(_n: int) -> bool:
        try:
            take(held, "60.00")
        except writes.DrawRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, range(2)))
    assert sorted(done) == [False, True]
    assert standings([held])[held.pk].drawn == Decimal("60.00")


@pytest.mark.django_db
def test_lines_of_sheets_add_up_once_whatever_the_lists(django_assert_num_queries: object) -> None:
    place = made.town()
    agreement = made.agreement(place, made.chamber(place))
    sheets = [made.sheet(agreement, code) for code in ("A1", "A2")]
    for sheet in sheets:
        facts = {"year": 2025, "kind": "operating", "stage": "planned", "net": Decimal("33.33")}
        money.budget(sheet=sheet, by=None, **facts)
        money.budget(sheet=sheet, by=None, is_inside=False, **facts)
    ids = [sheet.pk for sheet in [*sheets, *sheets]]
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = total(spent(ids), Stage.PLANNED)
    assert (found.inside.net, found.outside.net) == (Decimal("66.66"), Decimal("66.66"))
    assert found.inside.gross == Decimal("80.00")  # 33.33 + 6.67, twice: VAT is rounded on the line
    by_sheet = spent_by(ids, "sheet_id")
    assert {total(held, Stage.PLANNED).inside.net for held in by_sheet.values()} == {
        Decimal("33.33")
    }
