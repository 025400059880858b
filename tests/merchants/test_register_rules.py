"""Openings, closures, stock and survival of the register; families of older nomenclatures."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.country import country_pack
from beffroi.merchants.rules.register import (
    RegisterPeriod,
    in_families,
    movements,
    openings_closures,
    settled_until,
    spells,
    survival_sample,
    yearly,
)
from beffroi.merchants.rules.trades import COMMERCE, TradeTable


def day(year: int, month: int = 1, number: int = 1) -> dt.date:
    return dt.date(year, month, number)


def active(start, end, family="alimentaire"):
    return RegisterPeriod(start, end, True, family)


def closed(start, end=None):
    return RegisterPeriod(start, end, False)


def test_a_new_sign_or_activity_is_neither_an_opening_nor_a_closure():
    periods = [
        active(day(2010), day(2012)),
        active(day(2012), day(2015), "services"),
        active(day(2015), None, "services"),
    ]
    (spell,) = spells(periods)
    assert (spell.start, spell.end, spell.outcome) == (day(2010), None, "running")
    assert (spell.family, spell.trade_changes, spell.bridged_gaps) == ("services", 1, 0)
    found = openings_closures([periods], day(2012), day(2016))
    assert (found.openings, found.closures, found.stock_start, found.stock_end) == (0, 0, 1, 1)


def test_closing_and_opening_again_are_both_counted_and_told():
    periods = [active(day(2010), day(2012)), closed(day(2012), day(2013)), active(day(2013), None)]
    first, second = spells(periods)
    assert (first.outcome, first.end) == ("closed", day(2012))
    assert second.is_reopening and second.start == day(2013)
    found = openings_closures([periods], day(2012), day(2014))
    assert (found.openings, found.reopenings, found.closures, found.net) == (1, 1, 1, 0)


def test_an_unknown_gap_is_no_closure_and_closure_waits_for_the_register_to_say_it():
    gap = [active(day(2010), day(2011)), active(day(2012), day(2013)), closed(day(2014))]
    (spell,) = spells(gap)
    assert (spell.bridged_gaps, spell.end, spell.outcome) == (1, day(2014), "closed")


def test_what_the_register_loses_leaves_the_stock_but_is_told_apart():
    (spell,) = spells([active(day(2010), day(2011))])
    assert (spell.outcome, spell.end) == ("lost", day(2011))
    found = movements([spell], day(2010), day(2012))
    assert (found.closures, found.lost, found.net) == (1, 1, 0)


def test_an_unknown_start_is_no_opening():
    found = openings_closures([[active(None, day(2000)), closed(day(2000))]], day(1980), day(2001))
    assert (found.openings, found.closures, found.stock_start, found.stock_end) == (0, 1, 1, 0)


def test_a_later_period_prevails_over_one_it_overlaps():
    (spell,) = spells([active(day(2010), None), closed(day(2015))])
    assert (spell.end, spell.outcome) == (day(2015), "closed")
    assert spells([closed(day(2010), None)]) == []


def test_a_spell_keeps_its_last_known_family():
    periods = [active(day(2000), day(2008), "alimentaire"), active(day(2008), None, "")]
    (spell,) = spells(periods)
    assert (spell.family, spell.trade_changes) == ("alimentaire", 0)
    assert in_families([spell], {"services"}) == [] and in_families([spell], None) == [spell]


def test_years_that_reach_into_the_last_twelve_months_are_provisional():
    years = yearly(spells([active(day(2020), None)]), 2020, 2030, reference=day(2026, 7, 31))
    assert [m.start.year for m in years] == list(range(2020, 2027))
    assert [m.start.year for m in years if m.provisional] == [2025, 2026]
    assert years[-1].end == day(2026, 8, 1)


@pytest.mark.parametrize(
    ("reference", "settled"),
    [
        (day(2026, 7, 31), day(2025, 7, 31)),
        (day(2024, 2, 29), day(2023, 2, 28)),
        (day(2026, 12, 31), day(2025, 12, 31)),
    ],
)
def test_settled_until_is_a_year_before(reference, settled):
    assert settled_until(reference) == settled


def test_survival_counts_closures_and_censors_the_rest():
    found = [
        *spells([active(day(2010), day(2012)), closed(day(2012))]),
        *spells([active(day(2010), None)]),
        *spells([active(day(2010), day(2011))]),
        *spells([active(day(2010), day(2024)), closed(day(2024))]),
        *spells([active(day(2005), None)]),
    ]
    sample = survival_sample(
        found, opened_from=day(2010), opened_before=day(2011), censor_on=day(2020)
    )
    assert sample.ended == (True, False, False, False)
    assert sample.durations == pytest.approx((2.0, 10.0, 1.0, 10.0), abs=0.01)


DAYS = st.dates(day(1990), day(2030))


def _some_period(one, other, active, family) -> RegisterPeriod:
    if one and other:  # in order and not empty, without throwing draws away
        one, other = min(one, other), max(one, other) + dt.timedelta(days=1)
    return RegisterPeriod(one, other, active, family)


PERIODS = st.builds(
    _some_period,
    st.none() | DAYS,
    st.none() | DAYS,
    st.booleans(),
    st.sampled_from(["", "alimentaire", "services"]),
)
TOWNS = st.lists(st.lists(PERIODS, max_size=6), max_size=6)


@given(TOWNS, DAYS, DAYS, st.none() | st.just({"alimentaire"}))
def test_net_is_always_the_difference_of_stocks(town, one, other, families):
    start, end = min(one, other), max(one, other)
    found = openings_closures(town, start, end, families=families)
    assert found.net == found.openings - found.closures == found.stock_end - found.stock_start
    assert found.reopenings <= found.openings and found.lost <= found.closures


@given(TOWNS, DAYS, DAYS, DAYS)
def test_windows_add_up(town, one, two, three):
    a, b, c = sorted([one, two, three])
    whole, first, second = (openings_closures(town, *w) for w in ((a, c), (a, b), (b, c)))
    assert whole.openings == first.openings + second.openings
    assert whole.closures == first.closures + second.closures
    assert first.stock_end == second.stock_start


@given(st.lists(PERIODS, max_size=6, unique_by=lambda p: p.start), st.randoms())
def test_order_of_rows_does_not_matter_and_spells_follow_each_other(periods, chance: random.Random):
    shuffled = list(periods)
    chance.shuffle(shuffled)
    found = spells(shuffled)
    assert found == spells(periods)
    for before, after in pairwise(found):
        assert before.outcome == "closed" and before.end <= after.start and after.is_reopening


@given(st.lists(PERIODS, max_size=6), DAYS, DAYS)
def test_survival_never_exceeds_what_was_followed(periods, start, censor_on):
    found = spells(periods)
    sample = survival_sample(found, opened_from=start, opened_before=day(2035), censor_on=censor_on)
    assert len(sample.durations) == len(sample.ended)
    assert all(0 <= years <= 41 for years in sample.durations)


@pytest.fixture(scope="module")
def table():
    pack = country_pack("fr")
    return TradeTable.of_rows(pack.table("naf_families.csv"), pack.table("naf_older.csv"))


@pytest.mark.parametrize(
    ("naf", "nomenclature", "family"),
    [
        ("10.71C", "NAFRev2", "alimentaire"),
        ("15.8C", "NAFRev1", "alimentaire"),
        ("15.8C", "NAF1993", "alimentaire"),
        ("52.4C", "NAFRev1", "equipement_personne"),
        ("93.0D", "NAF1993", "hygiene_sante_beaute"),
        ("62.42", "NAP", "alimentaire"),
        ("64.11", "NAP", ""),  # the division mixes families
        ("52.6E", "NAFRev1", ""),  # stalls and markets: no shopfront
        ("47.11F", "NAF2025", ""),  # no table yet
        ("10.71C", "NAFRev1", ""),  # a code of another nomenclature
        ("", "NAFRev2", ""),
    ],
)
def test_each_nomenclature_has_its_own_table(table, naf, nomenclature, family):
    assert table.family_of(naf, nomenclature) == family


def test_extended_trades_are_counted_only_when_asked(table):
    assert table.family_of("86.21Z", "NAFRev2") == ""
    assert table.family_of("86.21Z", "NAFRev2", COMMERCE) == "hygiene_sante_beaute"
    assert ("NAFRev2", "10.71C") in table.codes() and ("NAP", "62") in table.codes()


def test_every_older_code_has_an_heir_the_pack_knows():
    pack = country_pack("fr")
    known = {row["naf"] for row in pack.table("naf_families.csv")}
    families = {row["family"] for row in pack.table("families.csv")}
    for row in pack.table("naf_older.csv"):
        assert bool(row["naf_rev2"]) != (row["nomenclature"] == "NAP")
        assert not row["naf_rev2"] or row["naf_rev2"] in known
        assert not row["family"] or row["family"] in families
