"""From an extract to a graph: what is held, what is counted, what never crashes."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import osmium
import pytest
from chalandise.errors import InputFaults
from chalandise.travel import node_times, travel_times
from chalandise.travel.osm import BIKE, CAR, FOOT, read_streets, walking

ROAD = {"highway": "residential"}
REDON = Path(__file__).parents[3] / "src/beffroi/portal/demo/data/redon.osm.gz"
EAST, NORTH = 75.15, 111.18  # metres of a step of the grid, geodesic at 47.6°


def seconds(graph, begin, end):
    """From node to node by their OSM ids; of a barrier's several ends, the one that is reached."""
    rows = [np.flatnonzero(graph.ids == ref) for ref in (begin, end)]
    return node_times(graph, *rows, limit=1e5).toarray().max(initial=0) or np.inf


def test_lengths_are_geodesic_and_seconds_follow_the_speed(osm):
    path = osm({1: ([0, 1, 2], ROAD)})
    walk, drive = read_streets(path, FOOT), read_streets(path, CAR)
    assert walk.segments.metres == pytest.approx([EAST, EAST], abs=0.1)
    assert seconds(walk, 0, 2) == pytest.approx(2 * EAST / 1.25, abs=0.2)
    assert seconds(drive, 0, 2) == pytest.approx(2 * EAST * 3.6 / 40, abs=0.1)
    assert read_streets(path, CAR, crs="EPSG:2154").crs.to_epsg() == 2154


def test_one_way_round_the_block(osm):
    path = osm({1: ([0, 1, 11, 10, 0], ROAD | {"oneway": "yes", "oneway:bicycle": "no"})})
    drive, ride = read_streets(path, CAR), read_streets(path, BIKE)
    ahead, back = seconds(drive, 0, 1), seconds(drive, 1, 0)
    assert back / ahead == pytest.approx((EAST + 2 * NORTH) / EAST, rel=1e-2)
    assert seconds(ride, 1, 0) == pytest.approx(seconds(ride, 0, 1))


def test_a_bollard_stops_cars_on_both_sides_and_nobody_else(osm):
    path = osm({1: ([0, 1, 2], ROAD)}, nodes={1: {"barrier": "bollard"}})
    drive, walk = read_streets(path, CAR), read_streets(path, FOOT)
    assert seconds(drive, 0, 2) == np.inf
    assert seconds(drive, 0, 1) < np.inf and seconds(drive, 2, 1) < np.inf
    assert seconds(walk, 0, 2) < np.inf
    assert (drive.reading.barriers, walk.reading.barriers) == (1, 0)


def test_a_clipped_extract_is_counted_and_its_pieces_kept(osm):
    path = osm(
        {1: ([0, 1, 2, 3, 4], ROAD), 2: ([90, 91], ROAD), 3: ([4, 14], {"highway": "proposed"})},
        missing=[2, 90],
        relations=[({"type": "restriction", "restriction": "no_left_turn"}, ()), ({}, ())],
    )
    graph = read_streets(path)
    assert sorted(graph.ids.tolist()) == [0, 1, 3, 4]
    told = graph.reading.counts()
    expected = {"ways": 3, "closed": 1, "clipped": 1, "vanished": 1, "missing_nodes": 2}
    assert told | expected | {"restrictions": 0} == told  # walkers are not bound
    assert read_streets(path, CAR).reading.restrictions == 1


def test_a_ferry_takes_its_tagged_time_on_foot_and_no_car(osm):
    ferry = {"route": "ferry", "duration": "00:30"}
    path = osm({1: ([0, 1], ROAD), 2: ([1, 2, 3], ferry), 3: ([3, 4], ROAD)})
    assert seconds(read_streets(path, FOOT), 1, 3) == pytest.approx(1800)
    assert seconds(read_streets(path, CAR), 0, 4) == np.inf


def test_speeds_of_a_mode_are_hypotheses_to_change(osm):
    path = osm({1: ([0, 1], ROAD), 2: ([1, 2], {"highway": "steps"})})
    slow = read_streets(path, walking(3.6, steps=0.25))
    assert seconds(slow, 0, 1) == pytest.approx(EAST, abs=0.1)
    assert seconds(slow, 1, 2) == pytest.approx(4 * EAST, abs=0.4)


def test_limits_that_cannot_be_read_are_counted_and_repeats_told(osm):
    path = osm({1: ([0, 1], ROAD | {"maxspeed": "vite"})})
    path.write_text(path.read_text().replace("</way>", "</way>" + way(1), 1))
    told = read_streets(path, CAR).reading
    assert (told.unread_limits, told.repeated, told.ways) == (1, 1, 1)


def way(key: int) -> str:
    tags = "".join(f'<tag k="{k}" v="{v}"/>' for k, v in (ROAD | {"maxspeed": "vite"}).items())
    return f'<way id="{key}"><nd ref="0"/><nd ref="1"/>{tags}</way>'


@pytest.mark.parametrize("text", ["", "<html/>", '<osm version="0.6"><node id="1" lat="x"'])
def test_what_is_no_extract_is_refused_in_our_words(tmp_path, text):
    path = tmp_path / "broken.osm"
    path.write_text(text)
    with pytest.raises(InputFaults, match=r"broken\.osm: cannot be read"):
        read_streets(path)
    with pytest.raises(InputFaults, match="cannot be read"):
        read_streets(tmp_path / "absent.osm")


def test_an_extract_without_a_street_for_the_mode_is_refused(osm):
    with pytest.raises(InputFaults, match="no street open to car"):
        read_streets(osm({1: ([0, 1], {"highway": "footway"})}), CAR)


def test_gzip_reads_the_same(osm, tmp_path):
    plain = osm({1: ([0, 1, 2], ROAD)})
    packed = tmp_path / "extract.osm.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert np.array_equal(read_streets(packed).xy, read_streets(plain).xy)


def test_pbf_reads_the_same(osm, tmp_path):
    plain, packed = osm({1: ([0, 1, 2], ROAD)}), tmp_path / "extract.osm.pbf"
    with osmium.SimpleWriter(packed) as writer:
        for thing in osmium.FileProcessor(plain):
            writer.add(thing)
    assert read_streets(packed).xy == pytest.approx(read_streets(plain).xy)


@pytest.mark.skipif(not REDON.exists(), reason="Redon's extract ships with the platform")
def test_redon_on_foot_clipped_and_unsorted():
    graph = read_streets(REDON, FOOT, crs="EPSG:2154")
    told = graph.reading
    assert (told.ways, told.clipped, told.missing_nodes) == (370, 36, 279)
    assert graph.largest_share > 0.95
    station, hall, off = (-2.0884, 47.6520), (-2.0848, 47.6512), (-2.05, 47.70)
    times = travel_times(graph, [station], [hall, off], limit=1800, crs=4326)
    straight = 287.0  # metres as the crow flies
    assert straight / 1.25 <= times.seconds[0] <= 2 * straight / 1.25
    assert times.destinations_off.tolist() == [False, True]
