"""The effect: found when planted, never told when nothing was done or nothing can be known."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.programme.rules.effect import (
    LEVEL,
    Panel,
    Why,
    difference,
    estimate,
    in_space,
    least_towns,
)

DAYS = tuple(dt.date(year, 6, 1) for year in range(2015, 2025))
SINCE = dt.date(2021, 1, 1)


def panel(effect: float = 0.0, *, towns: int = 24, slope: float = 0.0, seed: int = 1) -> Panel:
    """Rates that fall together with noise; the town's own slope and effect on top."""
    rng = random.Random(seed)

    def series() -> list[float]:
        level = rng.uniform(0.08, 0.16)
        return [level - 0.002 * n + rng.gauss(0, 0.002) for n in range(len(DAYS))]

    own = [
        value + slope * n + (effect if day >= SINCE else 0)
        for n, (day, value) in enumerate(zip(DAYS, series(), strict=True))
    ]
    return Panel(DAYS, tuple(own), {f"T{n:02d}": tuple(series()) for n in range(towns)})


@pytest.mark.system("002-04")
def test_a_planted_effect_is_found_with_its_size() -> None:
    found = estimate(panel(-0.03), SINCE)
    assert found.can_tell
    assert found.effect == pytest.approx(-0.03, abs=0.004)
    assert found.low is not None and found.high is not None and found.high < 0
    assert found.p_value == pytest.approx(1 / 25)


@pytest.mark.system("002-04")
def test_says_cannot_tell_when_it_cannot() -> None:
    assert estimate(panel(-0.03, towns=8), SINCE).why == (Why.FEW_TOWNS,)
    assert estimate(panel(-0.03, towns=0), SINCE).why == (Why.FEW_TOWNS,)
    assert Why.PRE_TREND in estimate(panel(slope=-0.01), SINCE).why
    assert estimate(panel(-0.03), dt.date(2024, 1, 1)).why == (Why.FEW_DATES,)
    assert Why.NO_PLACEBO in estimate(panel(-0.03), dt.date(2017, 12, 1)).why


def test_nothing_done_is_told_as_something_in_one_town_of_twenty_at_most() -> None:
    told = sum(estimate(panel(seed=seed), SINCE).can_tell for seed in range(400))
    assert told <= 400 * LEVEL * 1.5


def test_a_common_fall_is_nobodys_effect() -> None:
    made = panel()
    common = {day: -0.05 for day in DAYS if day >= SINCE}
    moved = Panel(
        DAYS,
        tuple(v + common.get(d, 0) for d, v in zip(DAYS, made.town, strict=True) if v is not None),
        {
            name: tuple(
                v + common.get(d, 0) for d, v in zip(DAYS, vs, strict=True) if v is not None
            )
            for name, vs in made.cohort.items()
        },
    )
    assert estimate(moved, SINCE).effect == pytest.approx(estimate(made, SINCE).effect)


def test_towns_with_a_gap_are_left_out_by_name() -> None:
    made = panel(-0.03)
    holed = dict(made.cohort) | {"T03": (None, *made.cohort["T03"][1:])}
    found = estimate(Panel(DAYS, made.town, holed), SINCE)
    assert found.left_out == ("T03",)
    assert "T03" not in found.towns
    blind = Panel(DAYS, (None, *made.town[1:]), holed)
    assert estimate(blind, SINCE).left_out == ()  # that day counts for nobody


values = st.lists(st.floats(0, 1), min_size=6, max_size=6)


@settings(max_examples=50)
@given(values, st.lists(values, min_size=3, max_size=6), st.floats(-1, 1), st.integers(2, 4))
def test_shifts_and_scale(
    town: list[float], others: list[list[float]], by: float, split: int
) -> None:
    found = difference(town, others, split)
    assert difference([v + by for v in town], others, split) == pytest.approx(found, abs=1e-9)
    doubled = difference([2 * v for v in town], [[2 * v for v in one] for one in others], split)
    assert doubled == pytest.approx(2 * found, abs=1e-9)
    assert sum(in_space(others, split)) == pytest.approx(0, abs=1e-9)


def test_nineteen_towns_at_least() -> None:
    assert least_towns() == 19
    assert estimate(panel(-0.05, towns=19), SINCE).p_value == pytest.approx(0.05)
    assert estimate(panel(-0.05, towns=19), SINCE).can_tell
