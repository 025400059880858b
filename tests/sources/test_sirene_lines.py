"""The line of a fault is the line an editor shows, whatever the file's rows look like."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.sources.sirene import read_stock
from beffroi.sources.sirene.values import siret_is_valid, sirets_are_valid
from tests.sources.sirene_files import STOCK_HEADER, siret, stock_row, write_table

AS_OF = dt.date(2026, 7, 31)
WRONG = {"etatAdministratifEtablissement": "X", "enseigne1Etablissement": "ICI"}
KINDS = {
    "plain": {},
    "other town": {"codeCommuneEtablissement": "99999"},
    "spans lines": {"libelleVoieEtablissement": 'DE\n"L’EXEMPLE"\n\nLONG'},
    "elsewhere spans": {"codeCommuneEtablissement": "99999", "siren": "a\nb"},  # never projected
    "fault": WRONG,
    "fault that spans": WRONG | {"libelleVoieEtablissement": "A\nB"},
    "cannot be cut": {"enseigne1Etablissement": "ICI"},
    "empty line": {},
}


def written(path: Path, kinds: list[str], end: str) -> Path:
    """A stock with one row of each kind, one after the other."""
    rows = [stock_row(n + 1, **KINDS[kind]) for n, kind in enumerate(kinds)]
    head = write_table(path, STOCK_HEADER, []).read_text()
    text = head.rstrip() + end
    for kind, row in zip(kinds, rows, strict=True):
        line = write_table(path, STOCK_HEADER, [row]).read_bytes().decode()
        body = line[len(head.rstrip()) :].strip("\r\n")
        body += ",too,many" if kind == "cannot be cut" else ""
        text += ("" if kind == "empty line" else body.replace("\n", end)) + end
    path.write_bytes(text.encode())
    return path


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_lines_are_those_of_the_text(tmp_path_factory, kinds, end):
    path = written(tmp_path_factory.mktemp("lines") / "stock.csv", kinds, end)
    reading = read_stock(path, departement="35", as_of=AS_OF)
    list(reading.records())
    expected, line = set(), 2
    for kind in kinds:
        if "fault" in kind or kind == "cannot be cut":
            expected.add(line)
        line += 1 + "".join(KINDS[kind].values()).count("\n")
    assert {fault.line for fault in reading.report.faults} == expected
    assert reading.report.read == sum(kind != "empty line" for kind in kinds)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_hold_in_a_packed_or_marked_file_of_many_rows(tmp_path, packed, mark):
    kinds = ["other town"] * 4000 + ["spans lines", "cannot be cut"] + ["plain"] * 50 + ["fault"]
    path = written(tmp_path / "stock.csv", kinds[:2] + kinds[3990:], "\n")
    content = mark + path.read_bytes()
    path.write_bytes(gzip.compress(content) if packed else content)
    reading = read_stock(path, departement="35", as_of=AS_OF)
    assert len(list(reading.records())) == 51
    faults = {fault.code: fault.line for fault in reading.report.faults}
    spanned = 3  # newlines inside the cell before them
    assert faults == {"bad_row": 2 + 12 + 1 + spanned, "unknown_state": 2 + 12 + 2 + 50 + spanned}


def test_rows_of_other_towns_count_in_the_lines_of_a_columnar_file(tmp_path):
    kinds = ["other town", "plain", "other town", "fault"]
    plain = written(tmp_path / "stock.csv", kinds, "\n")
    path = tmp_path / "stock.parquet"
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{plain}', all_varchar=true)) TO '{path}' (FORMAT parquet)"
    )
    reading = read_stock(path, departement="35", as_of=AS_OF)
    assert len(list(reading.records())) == 1
    assert [fault.line for fault in reading.report.faults] == [5]
    assert (reading.report.read, reading.report.matched) == (4, 2)


@given(
    st.lists(
        st.one_of(
            st.integers(1, 10**8 - 1).map(siret),
            st.text("0123456789", min_size=13, max_size=15),
            st.integers(0, 99999).map(lambda n: f"356000000{n:05d}"),
            st.sampled_from(["", "x", "１２３４５６７８９０１２３４", "35600000000048"]),
        )
    )
)
def test_sirets_checked_together_are_those_checked_one_by_one(sirets):
    assert sirets_are_valid(sirets) == [siret_is_valid(one) for one in sirets]
