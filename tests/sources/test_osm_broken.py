"""Files that are not what they seem: one clear French sentence each, and a word for programs."""

from __future__ import annotations

import bz2
import gzip
import shutil
from pathlib import Path

import osmium
import pytest

import beffroi
from beffroi.sources import osm
from beffroi.sources.records import UnreadableSource
from tests.sources.osm_files import Drawing

PACKAGE = Path(beffroi.__file__).parent
REDON = PACKAGE / "portal/demo/data/redon.osm.gz"
TABLE = osm.TagTable.load(PACKAGE / "countries/fr/osm_families.csv")


@pytest.fixture
def drawing() -> Drawing:
    town = Drawing()
    for place in range(400):
        town.node(place * 90, 0, shop="bakery", name=f"Boulangerie {place}")
    return town


@pytest.fixture
def pbf(drawing, tmp_path) -> Path:
    path = tmp_path / "ville.osm.pbf"
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", "2023-11-05T21:00:00Z")
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for node in osmium.FileProcessor(str(drawing.save(tmp_path))):
            writer.add(node)
    return path


def refusal(path: Path) -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        osm.read(path, tags=TABLE)
    assert f"« {path.name} »" in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("vide.osm", b"", "empty", "vide"),
        ("blanc.osm", b"\n  \n", "empty", "vide"),
        ("page.osm", b"<!DOCTYPE html><html><body>429</body></html>", "html", "page web"),
        ("carte.osm", b'{"elements": []}', "json", "OSM XML"),
        ("carte.osm", b"<?xml version='1.0'?><gpx></gpx>", "not_osm", "pas un extrait"),
        ("carte.osm.gz", b"PK\x03\x04rien", "zip", "ZIP"),
        ("notes.pbf", b"bonjour", "not_osm", "pas un extrait"),
        ("rien.osm", b"<osm version='0.6'></osm>", "no_element", "aucun élément"),
        ("coupe.osm.gz", b"\x1f\x8b\x08\x00", "truncated", "coupé"),
    ],
)
def test_what_is_no_extract_is_refused_by_its_content(tmp_path, name, content, code, word):
    path = tmp_path / name
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == code
    assert word in error.sentence


def test_missing_file_is_said(tmp_path):
    assert refusal(tmp_path / "absent.osm").code == "missing"


@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
def test_archive_cut_short_is_refused_whole(tmp_path, share):
    content = REDON.read_bytes()
    path = tmp_path / "redon.osm.gz"
    path.write_bytes(content[: int(len(content) * share)])
    assert refusal(path).code == "truncated"


def test_xml_cut_short_names_the_line(drawing, tmp_path):
    path = tmp_path / "ville.osm"
    path.write_text(drawing.text()[:9_000], encoding="utf-8")
    error = refusal(path)
    assert error.code == "truncated"
    assert "à la ligne" in error.sentence


def test_pbf_cut_short_is_refused(pbf):
    pbf.write_bytes(pbf.read_bytes()[:-40])
    assert refusal(pbf).code == "truncated"


def test_pbf_and_xml_give_the_same_records(pbf, drawing, tmp_path):
    from_pbf = osm.read(pbf, tags=TABLE)
    from_xml = osm.read(drawing.save(tmp_path), tags=TABLE)
    assert from_pbf.premises == from_xml.premises
    assert len(from_pbf.premises) == 400
    assert str(from_pbf.facts.as_of) == "2023-11-05"


def test_bzip2_and_a_wrong_suffix_are_read_by_content(drawing, tmp_path):
    text = drawing.text().encode()
    for name, content in {
        "ville.osm.bz2": bz2.compress(text),
        "ville.pbf": gzip.compress(text),
        "ville.osm.gz": text,
        "export": text,
    }.items():
        (tmp_path / name).write_bytes(content)
        assert len(osm.read(tmp_path / name, tags=TABLE).premises) == 400


def test_file_without_a_date_says_none(drawing, tmp_path):
    path = tmp_path / "josm.osm"
    path.write_text(drawing.text(head=""), encoding="utf-8")
    assert osm.read(path, tags=TABLE).facts.as_of is None


def test_sniff_names_the_container(pbf, drawing, tmp_path):
    assert osm.sniff(pbf) == "pbf"
    assert osm.sniff(drawing.save(tmp_path)) == "xml"
    assert osm.sniff(REDON) == "gz"
    (tmp_path / "autre.csv").write_text("siret;naf")
    assert osm.sniff(tmp_path / "autre.csv") is None


def test_reading_leaves_the_file_as_it_was(tmp_path):
    copy = shutil.copy(REDON, tmp_path / "redon.osm.gz")
    osm.read(Path(copy), tags=TABLE)
    assert Path(copy).read_bytes() == REDON.read_bytes()
