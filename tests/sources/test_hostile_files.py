"""Files made to harm their reader are refused before it opens them, with what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from beffroi.sources import safety
from beffroi.sources.records import UnreadableSource
from beffroi.sources.safety import json_text, tables

MOST = 3 << 30
OSM = b'<osm version="0.6"></osm>'
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<osm version="0.6"><node id="1" lat="47" lon="-2"><tag k="name" v="&lol2;"/></node></osm>"""
OUTSIDE = b'<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm version="0.6"></osm>'


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def locked() -> bytes:
    """An archive whose one member says that it is encrypted, in both places."""
    raw = bytearray(zipped(("a.csv", b"siret,x\n1,2\n")))
    raw[6] |= 1
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def blob(kind: bytes, size: int, *, raw: int = 0, header: int | None = None) -> bytes:
    """One block of a .pbf: a header that declares `size`, a blob that declares `raw`."""

    def number(value: int) -> bytes:
        out = b""
        while True:
            value, low = value >> 7, value & 127
            out += bytes([low | (128 if value else 0)])
            if not value:
                return out

    head = b"\x0a" + bytes([len(kind)]) + kind + b"\x18" + number(size)
    body = (b"\x10" + number(raw)) if raw else b""
    length = len(head) if header is None else header
    return struct.pack(">I", length) + head + body + b"\x00" * max(0, min(size, 4096) - len(body))


def refusal(tmp_path: Path, name: str, content: bytes, most: int = MOST) -> UnreadableSource:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.process_time()  # its own, whatever else runs
    with pytest.raises(UnreadableSource) as caught:
        safety.inspect(path, most_unpacked=most)
    assert time.process_time() - began < 10
    assert name in caught.value.sentence
    return caught.value


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("a.osm.gz", lambda: gzip.compress(OSM + b" " * (80 << 20)), "bomb"),
        ("a.osm.bz2", lambda: bz2.compress(OSM + b" " * (80 << 20)), "bomb"),
        ("a.zip", lambda: zipped(("a.csv", b"siret,b\n" + b"0" * (80 << 20))), "bomb"),
        ("b.zip", lambda: zipped(*((f"{n}.csv", b"a,b\n") for n in range(300))), "crowded"),
        ("c.zip", lambda: zipped(("a.csv", zipped(("b.csv", b"1,2\n")))), "nested"),
        ("d.gz", lambda: gzip.compress(gzip.compress(OSM)), "nested"),
        ("e.zip", lambda: locked(), "locked"),
        ("a.osm", lambda: LAUGHS, "entities"),
        ("b.osm.gz", lambda: gzip.compress(LAUGHS), "entities"),
        ("c.osm", lambda: OUTSIDE, "entities"),
        ("d.osm", lambda: b"<!-- " + b"x" * 200_000 + b" -->" + LAUGHS, "long_prolog"),
        ("e.osm", lambda: LAUGHS.decode().encode("utf-16"), "entities"),
        ("a.geojson", lambda: b"[" * 100_000 + b"]" * 100_000, "too_deep"),
        ("b.geojson", lambda: b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "too_deep"),
        ("c.geojson", lambda: b'{"c":[' + b"[1,2]," * 1_000_001 + b"[1,2]]}", "too_fine"),
        ("a.csv", lambda: b"siret," * 4_000 + b"x\n", "wide"),
        ("b.csv", lambda: b"siret,denomination" + b"a" * 200_000, "long_line"),
        ("a.pbf", lambda: blob(b"OSMHeader", 20) + blob(b"OSMData", 33 << 20), "big_block"),
        ("b.pbf", lambda: blob(b"OSMHeader", 20) + blob(b"OSMData", 99, raw=1 << 30), "big_block"),
        ("c.pbf", lambda: blob(b"OSMHeader", 9) + blob(b"OSMData", 9, header=1 << 30), "big_block"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_file_is_refused_with_what_to_do(tmp_path: Path, name, make, code) -> None:
    assert refusal(tmp_path, name, make()).code == code


def test_pbf_of_many_swelling_blocks_is_refused_by_its_sum(tmp_path: Path) -> None:
    swelling = blob(b"OSMHeader", 20) + blob(b"OSMData", 60, raw=32 << 20) * 40
    assert refusal(tmp_path, "a.pbf", swelling, most=1 << 30).code == "bomb"


def test_zip_of_a_million_names_is_refused_before_its_list_is_built(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.csv", b"1,2\n")))
    end = raw.rfind(b"PK\x05\x06")
    raw[end + 12 : end + 16] = (90 << 20).to_bytes(4, "little")
    assert refusal(tmp_path, "a.zip", bytes(raw)).code == "crowded"


def test_parquet_of_a_thousand_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.parquet"
    names = ", ".join(f"1 AS c{n}" for n in range(1000))
    duckdb.connect().execute(f"COPY (SELECT {names}) TO '{path}' (FORMAT parquet)")
    with pytest.raises(UnreadableSource) as caught:
        safety.inspect(path, most_unpacked=MOST)
    assert caught.value.code == "wide"


def test_parquet_of_too_many_rows_is_refused_by_its_foot(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "long.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS a FROM range(1000)) TO '{path}' (FORMAT parquet)")
    monkeypatch.setattr(tables, "ROWS", 999)
    with pytest.raises(UnreadableSource) as caught:
        safety.inspect(path, most_unpacked=MOST)
    assert caught.value.code == "long_table"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.osm", OSM),
        ("a.osm.gz", gzip.compress(OSM)),
        ("a.zip", zipped(("../../etc/passwd.csv", b"siret,b\n1,2\n"))),
        ("a.csv", b"siret,denomination\n1,2\n"),
        ("a.geojson", b'{"type":"Feature","properties":{"n":"[[[[{{{{\\"[["},"geometry":null}'),
        ("a.pbf", blob(b"OSMHeader", 20) + blob(b"OSMData", 600, raw=1 << 20)),
        ("cut.osm.gz", gzip.compress(OSM * 50)[:40]),
        ("cut.zip", zipped(("a.csv", b"1,2"))[:30]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_honest_or_merely_damaged_file_is_left_to_its_reader(tmp_path, name, content) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    safety.inspect(path, most_unpacked=MOST)


def test_brackets_within_words_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"name": "' + "[" * 2_000_000 + '"}')
    json_text.check(path)
