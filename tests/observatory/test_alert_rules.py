import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Coverage
from beffroi.observatory.rules.registry import compute
from tests.observatory.stocks import plain, stock


def alert(vacant, total, **parameters):
    return compute("vacancy_alert", stock(total - vacant, vacant), **parameters)


def test_five_of_forty_five_do_not_ring_like_fifty_of_four_hundred_and_fifty():
    assert alert(5, 45).value == "watch"
    assert "à un local près du seuil de 10 %" in plain(alert(5, 45).sentence)
    assert alert(50, 450).value == "ringing"


@pytest.mark.parametrize(
    ("vacant", "before", "after"),
    [(44, False, "quiet"), (47, False, "ringing"), (44, True, "ringing"), (40, True, "quiet")],
)
def test_alert_once_begun_stays_until_the_rate_is_clearly_lower(vacant, before, after):
    assert alert(vacant, 450, ringing=before).value == after


def test_nineteen_doors_are_too_few():
    assert alert(9, 19).verdict == "cannot_tell"
    assert "19 locaux seulement" in plain(alert(9, 19).sentence)


@pytest.mark.parametrize(("vacant", "verdict"), [(60, "value"), (8, "cannot_tell")])
def test_partial_round_rings_only_on_what_it_saw(vacant, verdict):
    seen = stock(200 - vacant, vacant, coverage=Coverage(stock=1, vacancy=0.6))
    assert compute("vacancy_alert", seen).verdict == verdict


@given(st.integers(20, 900).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_one_more_vacant_door_never_calms_the_alert(pair):
    vacant, total = pair
    loud = ("quiet", "watch", "ringing").index
    for ringing in (False, True):
        one = loud(alert(vacant, total, ringing=ringing).value)
        assert one <= loud(alert(vacant + 1, total, ringing=ringing).value)
        assert loud(alert(vacant, total).value) <= one
