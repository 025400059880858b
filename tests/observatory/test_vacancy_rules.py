import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Coverage, Stock
from beffroi.observatory.rules.registry import compute
from beffroi.observatory.rules.vacancy import BANDS, band_by_code, band_of
from tests.observatory.stocks import CENSUS, DAY, NOBODY_KNOWS, plain, stock, vectors

RATES = (
    "vacancy_rate",
    "vacancy_rate_without_low_flow",
    "structural_vacancy_rate",
    "frictional_vacancy_rate",
)
VECTOR = vectors()["vacancy"]


def worked():
    since = tuple(dt.date.fromisoformat(day) for day in VECTOR["vacant_since"])
    return stock(VECTOR["occupied"], 4, since=since)


@pytest.mark.parametrize("code", [c for c in RATES if c in VECTOR])
def test_rate_of_the_worked_vector(code):
    figure = compute(code, worked())
    assert figure.verdict == "value"
    assert figure.value == pytest.approx(VECTOR[code])
    assert figure.formula_id == f"{code}.v1"


def test_band_and_counts_of_the_worked_vector():
    figure = compute("vacancy_rate", worked())
    assert figure.inputs["total"] == VECTOR["total"]
    assert VECTOR["band"] == ">15 %"
    assert figure.band == "extreme"
    assert "plus de 15" in str(band_by_code("extreme").range)
    structural = compute("structural_vacancy_rate", worked())
    assert structural.inputs["long"] == VECTOR["structural_count_ge_730d"]
    assert structural.parameters["threshold_days"] == 730


def test_median_duration_of_the_worked_vector():
    days = sorted(VECTOR["vacant_days"])
    assert compute("vacancy_duration_median", worked()).value == (days[1] + days[2]) / 2


@pytest.mark.parametrize(
    ("vacant", "total", "band"),
    [
        (4, 100, "low"),
        (5, 100, "moderate"),
        (75, 1000, "high"),
        (10, 100, "high"),
        (101, 1000, "very_high"),
        (15, 100, "very_high"),
        (151, 1000, "extreme"),
        (1, 1, "extreme"),
        (0, 9, "low"),
    ],
)
def test_edges_of_the_procos_scale(vacant, total, band):
    assert band_of(vacant, total).code == band


def test_bands_have_no_hole():
    assert [b.upto for b in BANDS] == sorted(b.upto for b in BANDS)
    assert BANDS[-1].upto == Fraction(1)


@pytest.mark.parametrize("code", [*RATES, "vacancy_alert"])
def test_source_of_unknown_completeness_gives_no_rate(code):
    figure = compute(code, stock(196, 9, coverage=NOBODY_KNOWS))
    assert (figure.verdict, figure.value) == ("cannot_tell", None)
    assert "un relevé de terrain complet" in plain(figure.sentence)
    assert figure.inputs["vacant"] == 9


@pytest.mark.parametrize(
    ("vacant", "words"),
    [
        (9, "Au moins 9 locaux vides repérés."),
        (1, "Au moins 1 local vide repéré."),
        (0, "Aucun local vide repéré, ce qui ne prouve pas"),
    ],
)
def test_count_of_unknown_completeness_is_a_floor(vacant, words):
    figure = compute("vacancy_count", stock(196, vacant, coverage=NOBODY_KNOWS))
    assert (figure.verdict, figure.value) == ("at_least", vacant)
    assert words in plain(figure.sentence)


def test_seven_premises_do_not_make_a_rate():
    figure = compute("vacancy_rate", stock(5, 2))
    assert figure.verdict == "cannot_tell"
    assert plain(figure.sentence) == "On ne peut pas conclure : 7 locaux seulement."


def test_partial_round_gives_an_interval():
    figure = compute("vacancy_rate", stock(90, 10, coverage=Coverage(stock=1, vacancy=0.7)))
    assert figure.verdict == "at_least"
    assert (figure.lower, figure.upper) == pytest.approx((0.10, 0.40))
    assert "70 %" in plain(figure.sentence)


def test_works_with_a_taker_and_seasonal_closing_are_not_vacancy():
    states = {"occupied": 14, "works_with_taker": 1, "seasonal_closed": 1, "vacant": 3}
    seen = Stock(on=DAY, by_state=states | {"works_unknown": 1}, coverage=CENSUS)
    assert compute("vacancy_rate", seen).value == pytest.approx(0.2)


def test_shops_made_flats_do_not_hide_behind_a_better_rate():
    before, after = stock(90, 20), stock(90, 10, outside=10)
    assert compute("vacancy_rate", after).value < compute("vacancy_rate", before).value
    told = compute("vacancy_rate", after).inputs
    assert told["outside"] == 10
    assert told["rate_if_still_shops"] == pytest.approx(20 / 110)


def test_low_flow_windows_leave_the_base():
    figure = compute("vacancy_rate_without_low_flow", stock(40, 5, low_flow=20))
    assert figure.value == pytest.approx(5 / 25)


def test_unknown_starts_make_a_floor_and_none_known_no_answer():
    since = (dt.date(2020, 1, 1), None, dt.date(2025, 10, 1), None)
    figure = compute("structural_vacancy_rate", stock(16, 4, since=since))
    assert (figure.verdict, figure.lower, figure.upper) == ("at_least", 0.05, 0.15)
    assert compute("structural_vacancy_rate", stock(16, 4)).verdict == "cannot_tell"


def test_the_threshold_day_itself_is_structural():
    since = tuple(DAY - dt.timedelta(days=n) for n in (730, 729))
    assert compute("structural_vacancy_rate", stock(18, 2, since=since)).inputs["long"] == 1


starts = st.lists(st.dates(dt.date(2015, 1, 1), DAY), max_size=60)


@given(st.integers(10, 400), starts, st.integers(1, 4000))
def test_frictional_and_structural_make_the_whole(occupied, since, threshold):
    seen = stock(occupied, len(since), since=tuple(since))
    parts = [
        compute(f"{name}_vacancy_rate", seen, threshold_days=threshold).value
        for name in ("structural", "frictional")
    ]
    assert sum(parts) == pytest.approx(compute("vacancy_rate", seen).value)


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0, 1), st.floats(0.2, 1))
def test_rates_and_bounds_stay_in_the_unit_range(occupied, vacant, checked, seen_share):
    seen = stock(occupied, vacant, coverage=Coverage(stock=seen_share, vacancy=checked))
    figure = compute("vacancy_rate", seen, min_premises=1)
    if figure.value is None:
        assert occupied + vacant == 0
        return
    assert 0 <= figure.lower <= figure.value + 1e-9 <= figure.upper + 2e-9 <= 1 + 3e-9


@given(st.integers(5, 200), st.integers(5, 200), st.integers(2, 9))
def test_rate_does_not_depend_on_the_scale(occupied, vacant, k):
    once, often = stock(occupied, vacant), stock(k * occupied, k * vacant)
    one, many = compute("vacancy_rate", once), compute("vacancy_rate", often)
    assert one.value == pytest.approx(many.value)
    assert one.band == many.band
