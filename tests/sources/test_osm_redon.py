"""The real extract that ships: Redon on 9 September 2019, explained to the element."""

from __future__ import annotations

import datetime as dt
import gzip
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

import beffroi
from beffroi.sources import osm

PACKAGE = Path(beffroi.__file__).parent
REDON = PACKAGE / "portal/demo/data/redon.osm.gz"
TABLE = osm.TagTable.load(PACKAGE / "countries/fr/osm_families.csv")


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
