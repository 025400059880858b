"""Money cannot be wrong: to the cent, net + VAT = gross, no float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.money import NOTHING, Money, MoneyError, cents, total

amounts = st.decimals(-10_000_000, 10_000_000, places=2)
rates = st.sampled_from(["0", "0.021", "0.055", "0.1", "0.2"]).map(Decimal)
monies = st.builds(Money.of_net, amounts, rates)


@given(amounts, rates)
def test_gross_is_net_and_vat(net: Decimal, rate: Decimal) -> None:
    made = Money.of_net(net, rate)
    assert made.net + made.vat == made.gross
    assert made.net == net
    assert abs(made.vat - net * rate) <= Decimal("0.005")


@given(st.lists(monies, max_size=8))
def test_a_total_is_made_of_its_lines_in_any_order(lines: list[Money]) -> None:
    whole = total(lines)
    assert whole == total(reversed(lines))
    assert whole.gross == sum((line.gross for line in lines), Decimal(0))
    assert whole - whole == NOTHING


def test_half_a_cent_goes_up() -> None:
    assert cents("0.125") == Decimal("0.13")
    assert Money.of_net("2.50", "0.055").vat == Decimal("0.14")  # 0.1375


@pytest.mark.parametrize("wrong", [0.1, "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(wrong: object) -> None:
    with pytest.raises(MoneyError):
        cents(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [0.2, "-0.1", "1", "20"])
def test_what_is_no_rate_is_refused(rate: object) -> None:
    with pytest.raises(MoneyError):
        Money.of_net(100, rate)  # type: ignore[arg-type]


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(MoneyError):
        Money(Decimal("1.00"), Decimal("0.20"), Decimal("1.21"))
    with pytest.raises(MoneyError):
        Money(Decimal("1.001"), Decimal("0.00"), Decimal("1.001"))
