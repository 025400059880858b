"""The street of a door: worked values, and what must never change a result."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from chalandise.streets import (
    NotMetres,
    chain_streets,
    follow_numbers,
    match_streets,
    side_of_line,
    street_path,
)
from hypothesis import assume, given
from hypothesis import strategies as st

# A main street 300 m west to east, a lane crossing it at x = 200 going north.
MAIN = [(0, 0), (100, 0), (300, 0)]
LANE = [(200, 0), (200, 80)]
TOWN = chain_streets([MAIN, LANE], ["Grande Rue", "Ruelle"])
COORDINATE = st.floats(-500, 500).map(lambda value: round(value, 3))
POINT = st.tuples(COORDINATE, COORDINATE)


def one(point, **options):
    return match_streets([point], TOWN, **options)[0]


def test_distance_side_and_position_by_hand():
    door = one((120, 5))
    assert (door.name, door.side, door.run) == ("Grande Rue", "left", 0)
    assert (door.distance, door.along) == (5, 120)
    assert (door.second_name, door.second_distance, door.doubtful) == ("", math.inf, False)
    assert one((120, -7)).side == "right"
    assert one((120, 0)).side == "on"


def test_rival_street_is_named_and_makes_the_match_doubtful_within_four_metres():
    corner = one((192, 6))
    assert (corner.name, corner.distance) == ("Grande Rue", 6)
    assert (corner.second_name, corner.second_distance) == ("Ruelle", 8)
    assert corner.doubtful
    assert not one((192, 6), doubt=1.9).doubtful
    assert not one((189, 6)).doubtful  # 11 - 6 = 5 m apart


def test_beyond_the_cut_off_the_street_is_unknown():
    assert one((50, 40)).distance == 40
    assert one((50, 40.01)) is None
    assert one((50, 60), cutoff=60).name == "Grande Rue"


def test_equal_distances_go_to_the_first_name():
    tie = one((190, 10))
    assert (tie.name, tie.second_name, tie.doubtful) == ("Grande Rue", "Ruelle", True)


def test_lines_of_one_street_are_chained_whatever_their_direction():
    pieces = [[(300, 0), (200, 0)], [(0, 0), (100, 0)], [(200, 0), (100, 0)]]
    path = street_path(pieces)
    assert path.length == 300
    assert [path.locate((x, 3)).along for x in (10, 150, 290)] == [10, 150, 290]
    assert {path.locate((x, 3)).side for x in (10, 150, 290)} == {"left"}


def test_two_carriageways_keep_step():
    # 400 m avenue that splits in two lanes 10 m apart between 100 and 300
    trunk = [[(0, 0), (100, 0)], [(300, 0), (400, 0)]]
    lanes = [[(100, 0), (105, 5), (295, 5), (300, 0)], [(300, 0), (295, -5), (105, -5), (100, 0)]]
    path = street_path(trunk + lanes)
    north, south = path.locate((200, 12)), path.locate((200, -12))
    assert north.along == pytest.approx(south.along)
    assert (north.side, south.side) == ("left", "right")
    assert path.length == pytest.approx(200 + 190 + 2 * math.hypot(5, 5), abs=0.02)


def test_a_gap_is_walked_and_a_far_namesake_is_another_run():
    path = street_path([[(0, 0), (100, 0)], [(150, 0), (200, 0)], [(5000, 0), (5050, 0)]])
    assert path.locate((200, 1)).along == 200
    assert (path.locate((5050, 1)).run, path.locate((5050, 1)).along) == (1, 50)
    assert path.length == 200


def test_a_square_is_walked_from_its_western_corner():
    ring = street_path([[(0, 0), (40, 0), (40, 40), (0, 40), (0, 0)]])
    assert ring.locate((0, -1)).along == pytest.approx(0)
    assert ring.length == 80  # the far corner, by either way round


def test_side_at_a_bend_is_judged_against_both_segments():
    bend = street_path([[(0, 0), (100, 0), (100, -100)]])
    assert bend.locate((103, 3)).side == "left"
    assert bend.locate((97, -3)).side == "right"


def test_numbers_falling_along_the_street_turn_it():
    path = street_path([MAIN])
    doors = [(10, 5), (50, 5), (290, 5), (20, -5), (280, -5)]
    turned = follow_numbers(path, doors, [30, None, 2, 31, 1])
    spots = [turned.locate(door) for door in doors]
    assert [spot.along for spot in spots] == [290, 250, 10, 280, 20]
    assert spots[0].side == "right" and spots[3].side == "left"
    assert follow_numbers(path, doors, [2, None, 30, 1, 31]) is path


def test_degrees_are_refused_and_small_plans_in_metres_are_not():
    with pytest.raises(NotMetres):
        chain_streets([[(-2.08, 47.65), (-2.07, 47.66)]], ["Rue de Vannes"])
    with pytest.raises(NotMetres):
        match_streets([(math.nan, 0)], TOWN)
    assert chain_streets([[(0, 0), (30, 0)]], ["Impasse"])["Impasse"].length == 30


def test_nothing_to_match_gives_nothing():
    assert match_streets(np.empty((0, 2)), TOWN) == []
    assert match_streets([(0, 0)], {}) == [None]


@given(POINT, st.lists(POINT, min_size=2, max_size=6, unique=True))
def test_side_flips_when_the_line_is_walked_backwards(point, line):
    # A line that runs back over itself has no side there: its two directions cancel out.
    assume(shapely.LineString(line).is_simple)
    flip = {"left": "right", "right": "left", "on": "on"}
    assert side_of_line(point, line[::-1]) == flip[side_of_line(point, line)]


@given(POINT, st.lists(POINT, min_size=2, max_size=6, unique=True))
def test_turning_a_path_keeps_distances_and_mirrors_positions(point, line):
    path = street_path([line], max_gap=0)
    here, there = path.locate(point), path.turned().locate(point)
    assert there.distance == pytest.approx(here.distance, abs=1e-9)
    assert (here.side == "on") == (there.side == "on")


@given(POINT)
def test_drawing_direction_and_order_of_lines_change_nothing(point):
    again = chain_streets([LANE[::-1], MAIN[::-1]], ["Ruelle", "Grande Rue"])
    assert match_streets([point], again) == match_streets([point], TOWN)


@given(POINT, st.tuples(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6)))
def test_moving_the_whole_town_keeps_street_and_distance(point, shift):
    moved = chain_streets([np.add(MAIN, shift), np.add(LANE, shift)], ["Grande Rue", "Ruelle"])
    here = match_streets([point], TOWN)[0]
    there = match_streets([np.add(point, shift)], moved)[0]
    near_edge = here is not None and abs(here.distance - 40) < 1e-6
    assert near_edge or (here is None) == (there is None)
    if here and there and not here.doubtful:
        assert there.name == here.name
        assert there.distance == pytest.approx(here.distance, abs=1e-6)
        assert there.along == pytest.approx(here.along, abs=1e-6)


@given(POINT)
def test_second_is_never_nearer_than_the_first(point):
    match = one(point, cutoff=100)
    if match is not None:
        assert match.distance <= match.second_distance
        assert match.name != match.second_name
