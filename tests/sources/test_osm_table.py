"""The country pack's tables: one row per tag, known families, every label present."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beffroi
from beffroi.sources.osm.reading import on_ground_floor, read_tags
from beffroi.sources.osm.tags import BadTagTable, TagTable

PACK = Path(beffroi.__file__).parent / "countries/fr"
TABLE = TagTable.load(PACK / "osm_families.csv")
KINDS = {"occupied", "vacant", "upstairs", "out", "furniture", "unclear", "nothing"}


def rows(name: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NOMENCLATURE = {row["subfamily"]: row for row in rows("nomenclature.csv")}
FAMILIES = {row["family"] for row in rows("families.csv")}


def test_table_covers_the_common_vocabulary():
    assert len(TABLE.rows) >= 250
    assert {"shop", "amenity", "office", "craft", "healthcare", "tourism", "leisure"} <= set(
        TABLE.keys
    )


def test_subfamilies_of_both_tables_have_one_family_and_two_labels():
    for name in ("osm_families.csv", "naf_families.csv"):
        for row in rows(name):
            known = NOMENCLATURE[row["subfamily"]]
            assert known["family"] == row["family"], (name, row)
    for row in NOMENCLATURE.values():
        assert row["label_fr"] and row["label_en"]
        assert row["family"] in FAMILIES
    assert len(NOMENCLATURE) == len(rows("nomenclature.csv"))


def test_personal_services_agree_between_tables():
    naf = {row["subfamily"]: row["personal_service"] for row in rows("naf_families.csv")}
    for name, row in NOMENCLATURE.items():
        if name in naf:
            assert row["personal_service"] == naf[name], name


def test_what_is_out_of_the_field_belongs_to_no_trade_family():
    for row in TABLE.rows:
        assert row.in_field == (row.family != "hors_perimetre"), row


def test_families_are_eight_and_two_and_in_order():
    order = [row["family"] for row in rows("families.csv")]
    assert order[-2:] == ["non_classe", "hors_perimetre"]
    assert len(order) == 10
    used = Counter(row.family for row in TABLE.rows)
    assert set(used) == set(order)


def test_every_key_with_a_wildcard_answers_for_any_value():
    for key in ("shop", "amenity", "office", "craft", "healthcare"):
        trade = TABLE.trades({key: "jamais_vu"})[0]
        assert not trade.known


def test_version_names_the_table_and_its_content(tmp_path):
    assert TABLE.version.startswith("fr-osm-1+")
    copy = tmp_path / "osm_families.csv"
    copy.write_bytes((PACK / "osm_families.csv").read_bytes() + b"shop,x,a-preciser,,1,0,0,\n")
    assert TagTable.load(copy).version.split("+")[1] != TABLE.version.split("+")[1]


@pytest.mark.parametrize(
    "text",
    [
        "key,value\nshop,x\n",
        "key,value,subfamily,family,in_field,low_flow,personal_service,note\nshop,x,s,f,oui,0,0,\n",
        "key,value,subfamily,family,in_field,low_flow,personal_service,note\n"
        "shop,x,s,f,1,0,0,\nshop,x,s,f,1,0,0,\n",
    ],
)
def test_a_wrong_table_is_refused(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTagTable):
        TagTable.load(path)


@pytest.mark.parametrize("ground", [True, False])
def test_ground_floor_is_told_from_the_others(ground):
    levels = {
        True: ["", "0", "0;1", "-1-2", "0.5", "-1-0", "rdc"],
        False: ["1", "-1", "2;3", "1-3", "-2"],
    }
    assert [on_ground_floor(level) for level in levels[ground]] == [ground] * len(levels[ground])


@given(
    st.dictionaries(
        st.sampled_from([*TABLE.telling, "building", "name", "level", "highway"]),
        st.sampled_from(["yes", "no", "vacant", "bakery", "bank;atm", "school", "1", "", "é;;"]),
        max_size=6,
    )
)
def test_any_tags_get_one_verdict(tags):
    reading = read_tags(tags, TABLE)
    assert reading.kind in KINDS
    if reading.kind == "occupied":
        assert reading.trade is not None and reading.trade.row.in_field
    if reading.kind == "out":
        assert reading.trade is not None and not reading.trade.row.in_field
