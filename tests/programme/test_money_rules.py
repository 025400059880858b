"""Totals of one stage, money inside and outside, who pays, and the ceiling of state aid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.money import NOTHING, Money, MoneyError
from beffroi.programme.rules.envelopes import Standing, missing, needed, raise_of, standing
from beffroi.programme.rules.financing import (
    CEILING,
    HOPED,
    SECURED,
    Funded,
    Side,
    aided,
    amount,
    keeps_own_share,
    leverage,
    own_share,
    side_of,
)
from beffroi.programme.rules.money import Spent, Total, by_year, over_spent, total
from beffroi.programme.rules.stages import FinancingState, Spending, Stage

IN, OPERATING = Spending.INVESTMENT, Spending.OPERATING
money = st.builds(Money.of_net, st.decimals(0, 1_000_000, places=2), st.just(Decimal("0.2")))
lines = st.lists(
    st.builds(
        Spent,
        st.integers(2024, 2026),
        st.sampled_from(Spending),
        st.sampled_from(Stage),
        st.booleans(),
        money,
    ),
    max_size=20,
)


def euros(value: int) -> Money:
    return Money.of_net(value)


def spent(stage: Stage, value: int, *, inside: bool = True, year: int = 2025) -> Spent:
    return Spent(year, OPERATING, stage, inside, euros(value))


def test_a_total_that_mixes_stages_cannot_be_asked_for() -> None:
    with pytest.raises(MoneyError, match="une seule étape"):
        total([spent(Stage.PLANNED, 10)], "all")  # type: ignore[arg-type]
    planned, paid = (total([spent(stage, 10)], stage) for stage in (Stage.PLANNED, Stage.PAID))
    with pytest.raises(MoneyError, match="ne s’additionnent pas"):
        planned + paid


def test_the_doubled_tour_stays_outside_the_hundred_thousand() -> None:
    told = [
        spent(Stage.PLANNED, 100_000),
        spent(Stage.PLANNED, 100_000, inside=False),
        spent(Stage.PAID, 40_000),
    ]
    found = total(told, Stage.PLANNED)
    assert (found.inside.net, found.outside.net) == (100_000, 100_000)
    assert found.together.net == 200_000


@given(lines)
def test_years_and_kinds_add_up_to_the_whole(told: list[Spent]) -> None:
    for stage in Stage:
        years = sum((year.all_kinds(stage) for year in by_year(told)), Total(stage))
        assert years == total(told, stage)
        held = [one.money.gross for one in told if one.stage == stage]
        assert years.together.gross == sum(held, Decimal(0))


def test_committed_above_planned_is_told() -> None:
    told = [spent(Stage.PLANNED, 10), spent(Stage.COMMITTED, 12), spent(Stage.PAID, 12, year=2026)]
    assert over_spent(told) == [
        (2025, Stage.COMMITTED, Stage.PLANNED),
        (2026, Stage.PAID, Stage.COMMITTED),
    ]


def funded(side: Side, value: str, state: FinancingState = FinancingState.OBTAINED) -> Funded:
    return Funded(side, state, Decimal(value), 2025)


@pytest.mark.system("000-08")
def test_leverage_by_hand() -> None:
    told = [
        funded(Side.OWN, "20000.00"),
        funded(Side.PUBLIC, "60000.00", FinancingState.PAID),
        funded(Side.PRIVATE, "30000.00"),
        funded(Side.PRIVATE, "99000.00", FinancingState.ASKED),
    ]
    assert leverage(told) == Decimal("0.375")  # 30,000 over 80,000
    assert leverage(told, HOPED) == Decimal("1.6125")  # 129,000 over 80,000
    assert amount(told, SECURED) == Decimal("110000.00")
    assert leverage([funded(Side.PRIVATE, "5.00")]) is None


def test_a_fifth_of_own_money_passes_to_the_cent() -> None:
    told = [funded(Side.OWN, "0.20"), funded(Side.PUBLIC, "0.80")]
    assert own_share(told) == Decimal("0.2")
    assert keeps_own_share(told)
    assert not keeps_own_share([funded(Side.OWN, "0.19"), funded(Side.PUBLIC, "0.81")])
    assert keeps_own_share([])


def test_every_private_kind_is_private() -> None:
    assert side_of("sponsor") is Side.PRIVATE
    assert side_of("public") is Side.PUBLIC
    assert side_of("own") is Side.OWN


def aid(value: str, day: dt.date, firm: str = "123456782") -> Funded:
    state = FinancingState.PAID
    return Funded(Side.PUBLIC, state, Decimal(value), day.year, True, "", firm, True, day)


def test_state_aid_counts_three_rolling_years() -> None:
    told = [
        aid("200000.00", dt.date(2024, 3, 1)),
        aid("100000.00", dt.date(2026, 2, 28)),
        aid("0.01", dt.date(2026, 3, 1)),
    ]
    assert aided(told, dt.date(2026, 2, 28))[0].amount == CEILING
    assert not aided(told, dt.date(2026, 2, 28))[0].is_above
    assert aided(told, dt.date(2026, 3, 1))[0].is_above
    assert aided(told, dt.date(2027, 3, 1))[0].amount == Decimal("100000.01")
    assert aided(told, dt.date(2028, 2, 29))[0].firm == "123456782"
    assert aided([funded(Side.PUBLIC, "9.00")], dt.date(2026, 1, 1)) == []


@given(
    st.decimals(0, 1000, places=2),
    st.lists(st.tuples(st.decimals(0, 100, places=2), st.booleans())),
)
def test_balance_and_draws_make_the_amount(
    held: Decimal, draws: list[tuple[Decimal, bool]]
) -> None:
    stands = standing(held, draws)
    assert stands.balance + stands.drawn == held
    assert stands.drawn + stands.waiting == sum((one for one, _ in draws), Decimal(0))


def test_the_amendment_raises_the_envelope_just_enough() -> None:
    stands = Standing(Decimal("100.00"), Decimal("80.00"))
    assert missing(stands, Decimal("20.00")) == 0
    assert missing(stands, Decimal("20.01")) == Decimal("0.01")
    change = raise_of("7", stands, Decimal("50.00"))
    assert change == {"path": "envelopes/7/amount", "before": "100.00", "after": "130.00"}
    assert needed(stands, Decimal("20.00")) == Decimal("100.00")
    for wrong in ("0", "-1", "0.001"):
        with pytest.raises(MoneyError):
            missing(stands, Decimal(wrong))
    assert total([], Stage.PAID).together == NOTHING
