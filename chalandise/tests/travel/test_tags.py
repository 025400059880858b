"""What OSM tags mean to a walker, a cyclist and a driver."""

from __future__ import annotations

import doctest

import pytest
from chalandise.travel.osm import BIKE, CAR, FOOT, ferries, speeds
from chalandise.travel.osm.barriers import stops
from chalandise.travel.osm.ways import CLOSED, passage

ROAD = {"highway": "residential"}
CASES = [
    # tags, (foot, bike, car) as (forward, backward) km/h; car at 0.8 of the limit
    (ROAD, (4.5, 4.5), (15, 15), (40, 40)),
    (ROAD | {"oneway": "yes"}, (4.5, 4.5), (15, 0), (40, 0)),
    (ROAD | {"oneway": "-1"}, (4.5, 4.5), (0, 15), (0, 40)),
    (ROAD | {"oneway": "yes", "oneway:bicycle": "no"}, (4.5, 4.5), (15, 15), (40, 0)),
    (ROAD | {"oneway": "yes", "cycleway": "opposite_lane"}, (4.5, 4.5), (15, 15), (40, 0)),
    (ROAD | {"oneway": "yes", "cycleway:left:oneway": "-1"}, (4.5, 4.5), (15, 15), (40, 0)),
    (ROAD | {"junction": "roundabout"}, (4.5, 4.5), (15, 0), (40, 0)),
    (ROAD | {"oneway": "reversible"}, (4.5, 4.5), (0, 0), (0, 0)),
    (ROAD | {"access": "private"}, (0, 0), (0, 0), (0, 0)),
    (ROAD | {"access": "no", "foot": "yes"}, (4.5, 4.5), (0, 0), (0, 0)),
    (ROAD | {"motor_vehicle": "no"}, (4.5, 4.5), (15, 15), (0, 0)),
    (ROAD | {"vehicle": "no", "bicycle": "yes"}, (4.5, 4.5), (15, 15), (0, 0)),
    (ROAD | {"access": "destination"}, (4.5, 4.5), (15, 15), (40, 40)),
    (ROAD | {"bicycle": "dismount"}, (4.5, 4.5), (4, 4), (40, 40)),
    (ROAD | {"maxspeed": "30"}, (4.5, 4.5), (15, 15), (24, 24)),
    (ROAD | {"maxspeed": "FR:rural"}, (4.5, 4.5), (15, 15), (64, 64)),
    (ROAD | {"zone:maxspeed": "FR:30"}, (4.5, 4.5), (15, 15), (24, 24)),
    (ROAD | {"maxspeed": "50", "maxspeed:backward": "30"}, (4.5, 4.5), (15, 15), (40, 24)),
    ({"highway": "motorway"}, (0, 0), (0, 0), (104, 0)),
    ({"highway": "trunk"}, (0, 0), (0, 0), (88, 88)),
    ({"highway": "primary"}, (4.5, 4.5), (15, 15), (64, 64)),
    ({"highway": "primary", "motorroad": "yes"}, (0, 0), (0, 0), (64, 64)),
    ({"highway": "steps"}, (2.25, 2.25), (0, 0), (0, 0)),
    ({"highway": "footway"}, (4.5, 4.5), (0, 0), (0, 0)),
    ({"highway": "footway", "bicycle": "yes"}, (4.5, 4.5), (8, 8), (0, 0)),
    ({"highway": "footway", "access": "yes"}, (4.5, 4.5), (0, 0), (0, 0)),
    ({"highway": "pedestrian"}, (4.5, 4.5), (6, 6), (0, 0)),
    ({"highway": "track"}, (4.5, 4.5), (12, 12), (0, 0)),
    ({"highway": "proposed"}, (0, 0), (0, 0), (0, 0)),
    ({"route": "ferry"}, (10, 10), (0, 0), (0, 0)),
    ({"route": "ferry", "bicycle": "yes", "motor_vehicle": "yes"}, (10, 10), (10, 10), (10, 10)),
    ({"route": "ferry", "foot": "no", "motorcar": "yes"}, (0, 0), (0, 0), (10, 10)),
]


@pytest.mark.parametrize(("tags", "foot", "bike", "car"), CASES, ids=[str(c[0]) for c in CASES])
def test_speeds_by_tags(tags, foot, bike, car):
    found = [passage(tags, mode)[:2] for mode in (FOOT, BIKE, CAR)]
    assert found == [pytest.approx(expected) for expected in (foot, bike, car)]


@pytest.mark.parametrize(
    ("tags", "stopped"),
    [
        ({"barrier": "bollard"}, (False, False, True)),
        ({"barrier": "gate"}, (False, False, False)),
        ({"barrier": "gate", "locked": "yes"}, (True, True, True)),
        ({"barrier": "gate", "access": "private"}, (True, True, True)),
        ({"barrier": "gate", "access": "no", "foot": "yes"}, (False, True, True)),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, (False, False, False)),
        ({"barrier": "stile"}, (False, True, True)),
        ({"barrier": "fence"}, (True, True, True)),
        ({"barrier": "toll_booth"}, (False, False, False)),
        ({"highway": "crossing", "bicycle": "no"}, (False, False, False)),
    ],
    ids=str,
)
def test_barriers_by_tags(tags, stopped):
    assert tuple(stops(tags, mode.keys, mode.barriers) for mode in (FOOT, BIKE, CAR)) == stopped


def test_unreadable_limits_and_durations_are_nothing_rather_than_a_guess():
    assert speeds.parse("RO:urban") is None
    assert speeds.parse("50;30") == 30
    assert speeds.unread({"maxspeed": "rapide"})
    assert not speeds.unread({"maxspeed": "signals"})
    assert ferries.hours("tomorrow") is None


def test_a_closed_way_says_so_and_examples_run():
    assert passage({"highway": "construction"}, CAR) == CLOSED
    for module in (speeds, ferries):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted > 0
