import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.registry import compute
from beffroi.observatory.rules.series import conversions_note, crossings, moved, series
from tests.observatory.stocks import NOBODY_KNOWS, plain, stock


def rounds(*vacant, total=200, first=2016, **more):
    return [
        stock(total - n, n, on=dt.date(first + year, 6, 1), **more) for year, n in enumerate(vacant)
    ]


@pytest.mark.parametrize(
    ("vacant", "found"),
    [
        ((10, 14, 18, 22), "up"),
        ((10, 14, 20, 30, 27), "up"),
        ((30, 26, 20, 18), "down"),
        ((20, 21, 20, 21), "flat"),
        ((12, 16, 26, 28, 22, 14), "up_then_down"),
        ((26, 18, 10, 16, 24), "down_then_up"),
        ((20, 24, 18, 23, 20), "irregular"),
    ],
)
def test_trend(vacant, found):
    assert compute("vacancy_trend", rounds(*vacant)).value == found


def test_trend_sentence_admits_how_few_rounds_there_are():
    few = plain(compute("vacancy_trend", rounds(10, 14, 18)).sentence)
    assert few == (
        "La vacance monte : de 5 % en 2016 à 9 % en 2018. "
        "Sur 3 relevés seulement : une tendance, pas une prévision."
    )
    many = plain(compute("vacancy_trend", rounds(12, 16, 26, 28, 22, 14)).sentence)
    assert many == "Montée à 14 % en 2019, la vacance est revenue à 7 % en 2021."


def test_two_complete_rounds_among_six_make_no_trend():
    seen = rounds(10, 14) + rounds(15, 16, 17, 18, first=2019, coverage=NOBODY_KNOWS)
    figure = compute("vacancy_trend", seen)
    assert plain(figure.sentence) == (
        "On ne peut pas conclure : 2 relevés complets, il en faut au moins 3."
    )
    assert "aucun relevé complet" in str(compute("vacancy_trend", []).sentence)


def test_alert_is_raised_once_and_lifted_when_the_rate_is_clearly_lower():
    seen = rounds(14, 20, 23, 19, 21, 17, 20)
    found = [(c.on.year, c.kind, c.vacant) for c in crossings(seen)]
    assert found == [(2018, "raised", 23), (2021, "lifted", 17)]


@given(st.lists(st.integers(0, 60), max_size=15))
def test_alerts_are_raised_and_lifted_in_turn(vacant):
    kinds = [c.kind for c in crossings(rounds(*vacant, first=2000))]
    assert kinds == (["raised", "lifted"] * len(kinds))[: len(kinds)]


def test_series_keeps_the_place_of_a_round_that_cannot_tell():
    points = series(rounds(10) + rounds(12, first=2014, coverage=NOBODY_KNOWS))
    assert [(p.on.year, p.figure.verdict) for p in points] == [
        (2014, "cannot_tell"),
        (2016, "value"),
    ]


def test_what_moved_the_rate():
    before = [("a", "occupied"), ("b", "vacant"), ("c", "occupied"), ("d", "vacant")]
    after = [("a", "vacant"), ("b", "works_with_taker"), ("c", "non_commercial_use"),
             ("d", "works_unknown"), ("e", "occupied")]  # fmt: skip
    found = moved(before, after)
    assert (found.emptied, found.refilled) == (("a",), ("b",))
    assert (found.left, found.joined) == (("c",), ("e",))


states = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.sampled_from(["occupied", "vacant", "works_unknown", "non_commercial_use"]),
)


@given(states, states)
def test_what_moved_explains_the_change_of_the_count(before, after):
    empty = {"vacant", "works_unknown"}
    found = moved(before.items(), after.items())
    left = sum(1 for key in found.left if before[key] in empty)
    joined = sum(1 for key in found.joined if after[key] in empty)
    change = sum(s in empty for s in after.values()) - sum(s in empty for s in before.values())
    assert change == len(found.emptied) - len(found.refilled) + joined - left


def test_rate_that_falls_by_loss_of_shops_is_told():
    before, after = stock(90, 20), stock(90, 10, outside=10)
    assert plain(conversions_note(before, after)) == (
        "10 locaux ont quitté le commerce : vides et comptés, ils porteraient le taux à 18,2 %."
    )
    assert conversions_note(after, before) == ""
    assert conversions_note(stock(90, 10), stock(80, 20, outside=10)) == ""
