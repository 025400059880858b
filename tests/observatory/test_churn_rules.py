import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Churn, Spell, Spells
from beffroi.observatory.rules.registry import compute
from beffroi.observatory.rules.survival import survival_curve
from tests.observatory.stocks import plain, vectors

VECTOR = vectors()["churn"]
KM = vectors()["survival_kaplan_meier"]
YEAR = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))
ON = dt.date(2026, 1, 1)


def churn(stock_start=120, openings=14, closures=9, **more):
    return Churn(*YEAR, stock_start, openings, closures, **more)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("opening_rate", "opening_rate_start_base"),
        ("closure_rate", "closure_rate_start_base"),
        ("net_rate", "net_rate"),
        ("turnover_rate", "turnover_rate_mean_base"),
        ("openings", "openings"),
        ("closures", "closures"),
    ],
)
def test_worked_vector(code, key):
    worked = churn(VECTOR["stock_start"], VECTOR["openings"], VECTOR["closures"])
    figure = compute(code, worked)
    assert figure.value == pytest.approx(VECTOR[key], abs=5e-5)
    assert figure.inputs["stock_end"] == VECTOR["stock_end"]
    assert figure.verdict == "value"


counts = st.integers(0, 500)


@given(st.integers(20, 2000), counts, counts)
def test_net_is_openings_less_closures(start, openings, closures):
    seen = churn(start, openings, closures)
    assert compute("net", seen).value == openings - closures
    rates = {c: compute(c, seen).value for c in ("opening_rate", "closure_rate", "net_rate")}
    assert rates["net_rate"] == pytest.approx(rates["opening_rate"] - rates["closure_rate"])


@given(st.integers(20, 900), st.integers(0, 90), st.integers(0, 19), st.integers(2, 9))
def test_rates_do_not_depend_on_the_scale(start, openings, closures, k):
    once, often = churn(start, openings, closures), churn(k * start, k * openings, k * closures)
    for code in ("opening_rate", "closure_rate", "net_rate", "turnover_rate"):
        assert compute(code, once).value == pytest.approx(compute(code, often).value)


def test_late_register_makes_closures_a_floor_but_not_openings():
    seen = churn(openings=9, closures=9, provisional=True)
    assert compute("closures", seen).verdict == "at_least"
    assert compute("openings", seen).verdict == "value"
    assert "Provisoire" in str(compute("net", seen).sentence)


def test_units_left_out_of_the_source_make_gross_counts_a_floor():
    for code in ("openings", "closures"):
        figure = compute(code, churn(floor=True))
        assert figure.verdict == "at_least"
        assert "diffusion partielle" in str(figure.sentence)


def test_mutation_is_of_premises_and_a_register_has_none():
    assert compute("mutation_rate", churn(mutations=30)).value == 0.25
    assert compute("mutation_rate", churn(floor=True)).verdict == "cannot_tell"


def test_nineteen_shops_make_no_rate():
    figure = compute("opening_rate", churn(19, 3, 2))
    assert plain(figure.sentence) == "On ne peut pas conclure : 19 commerces seulement."


def spells(observations, days=30.4375):
    """Lives of so many months, ended or lasting on the reference date."""
    start = dt.date(2015, 1, 1)
    made = []
    for months, ended in observations:
        lived = dt.timedelta(days=round(months * days))
        made.append(Spell(start, start + lived) if ended else Spell(ON - lived))
    return Spells(ON, tuple(made))


def test_survival_of_the_worked_vector():
    seen = spells(KM["obs"])
    curve = survival_curve(seen, lag_days=0)
    assert [round(float(s), 4) for s in curve.survival] == [s for _, s in KM["S"]]
    figure = compute("survival_n", seen, years=4, lag_days=0, min_units=8, min_at_risk=2)
    assert figure.value == pytest.approx(KM["S"][-1][1], abs=5e-5)
    assert figure.lower < figure.value < figure.upper


def test_national_marks_are_given_at_five_years_only():
    seen = spells([(70, 0)] * 40)
    assert compute("survival_n", seen).inputs["benchmark"] == 0.61
    assert "benchmark" not in compute("survival_n", seen, years=3).inputs


def test_few_followed_long_enough_give_no_survival():
    figure = compute("survival_n", spells([(24, 0)] * 40 + [(70, 0)] * 4))
    assert plain(figure.sentence) == (
        "On ne peut pas conclure : 4 établissements seulement suivis jusqu’à 5 ans."
    )
    assert compute("survival_n", spells([(70, 0)] * 12)).verdict == "cannot_tell"


def test_last_months_of_the_register_are_not_read():
    late = Spells(ON, (Spell(dt.date(2018, 1, 1), dt.date(2025, 12, 1)),) * 40)
    assert compute("survival_n", late).inputs["ends"] == 0
    assert compute("survival_n", late, lag_days=0).inputs["ends"] == 40


lives = st.lists(st.tuples(st.integers(0, 120), st.booleans()), min_size=30, max_size=60)


@given(lives)
def test_survival_falls_with_age_and_stays_in_the_unit_range(observations):
    seen = spells(observations)
    found = [compute("survival_n", seen, years=n, min_at_risk=1).value for n in (1, 2, 3, 5)]
    known = [value for value in found if value is not None]
    assert known == sorted(known, reverse=True)
    assert all(0 <= value <= 1 for value in known)


def test_median_vacancy_counts_those_that_last():
    seen = spells([(6, 1)] * 6 + [(12, 1)] * 2 + [(30, 0)] * 4)
    assert compute("vacancy_spell_median", seen).value == pytest.approx(183, abs=1)
    lasting = spells([(6, 1)] * 3 + [(30, 0)] * 9)
    assert compute("vacancy_spell_median", lasting).verdict == "cannot_tell"
    assert compute("vacancy_spell_median", spells([(6, 1)] * 5)).verdict == "cannot_tell"
