"""Sightings become a timeline: first sight is no opening, an older file tells only the past."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from beffroi.premises.rules import Occupant, Segment, Situation, occupants_of, states_of, timeline

D1, D2, D3 = dt.date(2019, 9, 9), dt.date(2021, 5, 3), dt.date(2023, 5, 2)


def test_first_sight_is_not_an_opening():
    assert timeline([(D1, "vacant")]) == (Segment(None, None, D1, "vacant"),)


def test_change_is_dated_from_the_second_sight():
    found = timeline([(D1, "occupied"), (D2, "vacant")])
    assert found == (Segment(None, D2, D1, "occupied"), Segment(D2, None, D2, "vacant"))


def test_older_file_tells_only_what_was_before():
    found = timeline([(D2, "vacant"), (D1, "occupied")])
    assert found == (Segment(None, D2, D1, "occupied"), Segment(D2, None, D2, "vacant"))


def test_correction_of_the_same_day_replaces():
    found = timeline([(D1, "occupied"), (D1, "vacant")])
    assert [s.value for s in found] == ["vacant"]


def test_states_ignore_a_change_of_occupant():
    open_as = [(D1, "Avant"), (D2, "Après")]
    seen = [(on, Situation("occupied", Occupant(name=name))) for on, name in open_as]
    found = timeline([*seen, (D3, Situation("vacant"))])
    assert [(s.start, s.end, s.value) for s in states_of(found)] == [
        (None, D3, "occupied"),
        (D3, None, "vacant"),
    ]
    assert [(s.start, s.end, s.value.name) for s in occupants_of(found)] == [
        (None, D2, "Avant"),
        (D2, D3, "Après"),
    ]


sightings = st.lists(
    st.tuples(st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)), st.sampled_from("ov")),
    min_size=1,
    max_size=12,
    unique_by=lambda pair: pair[0],
)


@given(sightings)
def test_every_sighting_stays_true_on_its_day(seen):
    found = timeline(seen)
    for on, value in seen:
        assert next(s.value for s in found if s.holds(on)) == value


@given(sightings)
def test_segments_touch_and_never_overlap(seen):
    found = timeline(seen)
    assert found[0].start is None
    assert found[-1].end is None
    for before, after in itertools.pairwise(found):
        assert before.end == after.start
        assert before.value != after.value


@given(sightings, st.randoms())
def test_order_of_arrival_does_not_matter(seen, chance):
    shuffled = list(seen)
    chance.shuffle(shuffled)
    assert timeline(shuffled) == timeline([*seen, *seen])
