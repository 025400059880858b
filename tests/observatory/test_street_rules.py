import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Frontage, StreetStock
from beffroi.observatory.rules.registry import compute
from tests.observatory.stocks import NOBODY_KNOWS, stock, vectors

VECTOR = vectors()["frontage"]


def street(name, occupied, vacant, role=None, **more):
    return StreetStock(name, stock(occupied, vacant, **more), role)


@pytest.mark.parametrize(
    ("found", "streets"),
    [
        (
            "fringe",
            [street("A", 38, 2, "main"), street("B", 12, 5, "fringe"), street("C", 30, 1, "other"),
             street("D", 12, 5, "fringe")],
        ),
        (
            "single_axis",
            [street("A", 40, 2, "main"), street("B", 15, 9, "other"), street("C", 30, 1, "other")],
        ),
        (
            "all_but_main",
            [street("A", 58, 2, "main"), street("B", 16, 5, "other"), street("C", 16, 4, "fringe"),
             street("D", 10, 4, "other")],
        ),
        (
            "generalised",
            [street("A", 40, 9, "main"), street("B", 16, 5, "other"), street("C", 16, 4, "fringe")],
        ),
        ("none", [street("A", 40, 1, "main"), street("B", 30, 1, "other")]),
    ],
)  # fmt: skip
def test_the_four_situations_and_none(found, streets):
    figure = compute("vacancy_pattern", streets)
    assert figure.value == found
    assert figure.inputs["main_street"] == "A"


def test_main_street_is_the_longest_when_none_is_named():
    figure = compute("vacancy_pattern", [street("Courte", 10, 3), street("Longue", 50, 1)])
    assert figure.inputs["main_street"] == "Longue"
    assert figure.inputs["top_street"] == "Courte"
    assert figure.inputs["top_share"] == 0.75


def test_pattern_of_a_street_nobody_walked_is_not_told():
    streets = [street("A", 40, 9), street("B", 40, 0, coverage=NOBODY_KNOWS)]
    assert compute("vacancy_pattern", streets).verdict == "cannot_tell"
    assert compute("vacancy_pattern", []).verdict == "cannot_tell"


@given(st.lists(st.tuples(st.integers(5, 60), st.integers(0, 30)), min_size=2, max_size=8),
       st.integers(2, 5))  # fmt: skip
def test_pattern_does_not_depend_on_the_scale(doors, k):
    once = [street(f"{i:02d}", o, v) for i, (o, v) in enumerate(doors)]
    often = [street(f"{i:02d}", k * o, k * v) for i, (o, v) in enumerate(doors)]
    one = compute("vacancy_pattern", once, min_premises=1)
    assert one.value == compute("vacancy_pattern", often, min_premises=1).value


def walk(*sides, measured=1.0):
    return Frontage(
        tuple(tuple((kind, metres) for kind, metres in side) for side in sides), measured
    )


def test_frontage_of_the_worked_vector():
    figure = compute("frontage_activity", walk(VECTOR["sequence"]))
    assert figure.value == pytest.approx(VECTOR["active_share"])
    expected = {
        "active_m": VECTOR["active_m"],
        "total_m": VECTOR["total_m"],
        "breaks": VECTOR["breaks_ge_10m"],
        "breaks_per_100m": VECTOR["breaks_per_100m"],
        "longest_active_run_m": VECTOR["longest_active_run_m"],
        "measured": 1.0,
    }
    assert figure.inputs == expected


def test_run_does_not_cross_the_street():
    figure = compute("frontage_activity", walk([("active", 20)], [("active", 30)]))
    assert figure.inputs["longest_active_run_m"] == 30


@pytest.mark.parametrize("measured", [None, 0.4])
def test_unmeasured_frontage_gives_no_share(measured):
    figure = compute("frontage_activity", walk([("active", 20)], measured=measured))
    assert figure.verdict == "cannot_tell"


def test_vacant_frontage():
    seen = stock(30, 6, frontage_by_state={"occupied": 170, "vacant": 25, "works_unknown": 5})
    assert compute("vacant_frontage_share", seen).value == pytest.approx(0.15)
    assert compute("vacant_frontage_share", stock(30, 6)).verdict == "cannot_tell"
    unknown = stock(30, 6, frontage_by_state={"vacant": 25}, coverage=NOBODY_KNOWS)
    assert compute("vacant_frontage_share", unknown).verdict == "cannot_tell"
