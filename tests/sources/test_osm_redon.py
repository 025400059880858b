"""The real extract that ships: Redon on 9 September 2019, explained to the element."""

from __future__ import annotations

import datetime as dt
import gzip
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from chalandise.projection import LocalProjection
from chalandise.streets import StreetMatch, chain_streets, match_streets

import beffroi
from beffroi.sources import osm
from tests.sources.hand_count import count_streets

PACKAGE = Path(beffroi.__file__).parent
REDON = PACKAGE / "portal/demo/data/redon.osm.gz"
TABLE = osm.TagTable.load(PACKAGE / "countries/fr/osm_families.csv")


FAMILIES = {row.family for row in TABLE.rows if row.in_field}


def matches(extract: osm.OsmExtract) -> list[StreetMatch | None]:
    doors = [(seen.lon, seen.lat) for seen in extract.premises]
    plane = LocalProjection.around(doors)
    streets = chain_streets(
        [plane.to_metres(street.line) for street in extract.streets],
        [street.name for street in extract.streets],
    )
    return match_streets(plane.to_metres(doors), streets)


@pytest.fixture(scope="module")
def redon() -> osm.OsmExtract:
    return osm.read(REDON, tags=TABLE)


@pytest.fixture(scope="module")
def elements() -> list[tuple[str, dict[str, str]]]:
    """The same file by xml.etree only: (reference, tags) of every tagged element."""
    with gzip.open(REDON) as file:
        root = ET.parse(file).getroot()
    return [
        (f"{e.tag}/{e.get('id')}", {t.get("k", ""): t.get("v", "") for t in e.findall("tag")})
        for e in root
        if e.tag in ("node", "way", "relation")
    ]


def test_facts_name_the_day_the_licence_and_the_authors(redon):
    assert redon.facts.as_of == dt.date(2019, 9, 9)
    assert redon.facts.licence == "ODbL-1.0"
    assert "OpenStreetMap" in redon.facts.attribution
    assert redon.elements == {"node": 10_392, "way": 1_752, "relation": 69}
    assert redon.table_version.startswith("fr-osm-")


def test_premises_by_tag_agree_with_the_published_counts(redon):
    tags = Counter(p.trade_tag for p in redon.premises)
    assert sum(n for tag, n in tags.items() if tag.startswith("shop=")) == 97
    assert tags["disused:shop=yes"] == 8
    assert tags["shop=vacant"] == 1
    assert tags["amenity=restaurant"] == 18
    assert tags["amenity=fast_food"] == 8
    assert tags["amenity=bank"] == 7
    assert tags["amenity=pharmacy"] == 4
    # 15 bars, one of which is first of all a tobacconist
    assert tags["amenity=bar"] == 14
    assert sum(p.extra.get("also") == "cafe-bar" for p in redon.premises) == 1
    assert Counter(p.state for p in redon.premises) == {"occupied": 202, "vacant": 9}


def test_every_shop_and_office_of_the_file_is_taken_or_left_out_with_a_reason(redon, elements):
    told = {p.ref for p in redon.premises} | {o.ref for o in redon.outside}
    told |= {p.extra["same_as"] for p in redon.premises if "same_as" in p.extra}
    trading = [
        ref
        for ref, tags in elements
        if {"shop", "office", "craft", "disused:shop", "healthcare"} & tags.keys()
    ]
    # shops, offices, crafts, disused shops, and two places of health; none bears two of them
    assert len(trading) == 97 + 43 + 8 + 8 + 2
    assert set(trading) <= told


def test_redon_is_read_in_less_than_two_seconds():
    start = time.process_time()
    osm.read(REDON, tags=TABLE)
    assert time.process_time() - start < 2


def test_a_count_by_another_road_agrees_street_by_street(redon):
    """Every street, and by name the three that were counted by eye in the file."""
    by_hand = count_streets(REDON)
    ours: dict[str, set[str]] = defaultdict(set)
    for seen, match in zip(redon.premises, matches(redon), strict=True):
        ours[seen.street_name or (match.name if match else "")].add(seen.ref)
    assert ours == by_hand
    counted = {name: len(ours[name]) for name in ("Grande Rue", "Rue Notre-Dame", "Rue des États")}
    assert counted == {"Grande Rue": 43, "Rue Notre-Dame": 15, "Rue des États": 13}


def test_eight_of_nine_empty_shops_stand_in_grande_rue(redon):
    streets = Counter(
        match.name if match else ""
        for seen, match in zip(redon.premises, matches(redon), strict=True)
        if seen.state == "vacant"
    )
    assert streets == {"Grande Rue": 8, "Rue des Douves": 1}


def test_streets_from_geometry_are_doubtful_where_they_should_be(redon):
    found = matches(redon)
    assert sum(match is None for match in found) == 1  # beyond 40 m: street unknown
    assert sum(bool(match and match.doubtful) for match in found) == 82
    noted = [
        (seen.street_name, match.name)
        for seen, match in zip(redon.premises, found, strict=True)
        if seen.street_name and match
    ]
    assert len(noted) == 25
    assert sum(one == other for one, other in noted) == 19


def test_even_numbers_of_grande_rue_stand_on_one_side_in_rising_order(redon):
    doors = [
        (match, int(seen.house_number))
        for seen, match in zip(redon.premises, matches(redon), strict=True)
        if match and match.name == "Grande Rue" and seen.house_number
    ]
    sides = {match.side: number % 2 for match, number in doors}
    assert {(match.side, number % 2) for match, number in doors} == set(sides.items())
    even = sorted((m.along, n) for m, n in doors if n % 2 == 0)
    assert [n for _, n in even] == sorted((n for _, n in even), reverse=True)


def test_ways_cut_by_the_edge_are_told_and_explained(redon):
    """151 of 1,752 ways lack nodes: those that concern us are told, the others draw nothing."""
    with gzip.open(REDON) as file:
        root = ET.parse(file).getroot()
    present = {node.get("id") for node in root.iter("node")}
    cut = {
        f"way/{way.get('id')}"
        for way in root.iter("way")
        if any(nd.get("ref") not in present for nd in way.iter("nd"))
    }
    assert (len(cut), sum(1 for _ in root.iter("way"))) == (151, 1_752)
    told = {f.ref for f in redon.faults if f.code in ("clipped_way", "clipped_area")}
    assert {ref for ref in told if ref.startswith("way/")} <= cut
    assert Counter(ref.split("/")[0] for ref in told) == {"way": 124, "relation": 3}


def test_nothing_taken_is_outside_the_extract(redon):
    assert all(-2.1 < p.lon < -2.06 and 47.63 < p.lat < 47.67 for p in redon.premises)
    assert len({p.ref for p in redon.premises}) == len(redon.premises)
    assert all(p.family in FAMILIES for p in redon.premises if p.state == "occupied")
