"""Files that cannot be read as a whole: one clear sentence each, before any row when possible."""

from __future__ import annotations

import gzip
import zipfile

import pytest
from django.utils import translation

from beffroi.kernel.wording import stored
from beffroi.sources.records import UnreadableSource
from beffroi.sources.sirene import read_stock, recognise
from tests.sources.sirene_files import STOCK_HEADER, stock_row, write_table


def refusal(path) -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        list(read_stock(path))
    assert caught.value.sentence.endswith(".") or "Go" in caught.value.sentence
    return caught.value


@pytest.fixture
def rows():
    return [stock_row(n, libelleVoieEtablissement="DE L’ÉGLISE") for n in range(1, 40)]


def test_missing_required_column_is_named(tmp_path):
    header = [name for name in STOCK_HEADER if name != "statutDiffusionEtablissement"]
    path = write_table(tmp_path / "stock.csv", header, [])
    error = refusal(path)
    assert error.code == "missing_columns" and "« statutDiffusionEtablissement »" in error.sentence


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")],
)
def test_encoding_other_than_utf8_is_refused(tmp_path, rows, encoding, word):
    error = refusal(write_table(tmp_path / "s.csv", STOCK_HEADER, rows, encoding=encoding))
    assert error.code == "encoding" and word in error.sentence


def test_late_latin1_is_refused_too(tmp_path, rows):
    plain = [stock_row(n) for n in range(1, 3000)]
    path = write_table(tmp_path / "s.csv", STOCK_HEADER, [*plain, *rows], encoding="cp1252")
    assert path.stat().st_size > 256 * 1024
    assert refusal(path).code == "encoding"


def test_utf8_with_its_mark_is_read(tmp_path, rows):
    path = write_table(tmp_path / "s.csv", STOCK_HEADER, rows, encoding="utf-8-sig")
    assert len(list(read_stock(path).records())) == len(rows)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_refused(tmp_path, rows, delimiter):
    path = write_table(tmp_path / "s.csv", STOCK_HEADER, rows, delimiter=delimiter)
    assert refusal(path).code == "delimiter"


@pytest.mark.parametrize("kept", [5, 200, 0.5, 0.99])
def test_truncated_gzip_is_refused(tmp_path, kept):
    plain = write_table(tmp_path / "s.csv", STOCK_HEADER, [stock_row(n) for n in range(1, 6000)])
    packed = gzip.compress(plain.read_bytes())
    path = tmp_path / "s.csv.gz"
    path.write_bytes(packed[: kept if kept > 1 else int(len(packed) * kept)])
    assert refusal(path).code == "truncated"


def test_truncated_zip_is_refused(tmp_path, rows):
    plain = write_table(tmp_path / "s.csv", STOCK_HEADER, rows)
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "s.csv")
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path).code == "truncated"


def test_zip_of_two_tables_is_refused(tmp_path, rows):
    plain = write_table(tmp_path / "s.csv", STOCK_HEADER, rows)
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(plain, "a.csv")
        archive.write(plain, "b.csv")
    assert refusal(path).code == "archive_content"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"<!DOCTYPE html><html><body>Erreur 503</body></html>", "web_page"),
        (b"\n<html><head></head></html>", "web_page"),
        (b"name,age,town\nAnne,3,Nowhere\n", "unknown_form"),
        (b"siret,siret,dateDebut,dateFin,etat\n", "twice_named"),
        (b"PAR1 cut short", "damaged"),
    ],
)
def test_what_is_no_register_file_is_refused(tmp_path, content, code):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_absent_file_is_told(tmp_path):
    with pytest.raises(UnreadableSource, match="introuvable"):
        recognise(tmp_path / "nowhere.csv")


def test_refusals_and_faults_are_said_in_the_readers_language(tmp_path):
    path = tmp_path / "stock.csv"
    path.write_bytes(b"")
    with translation.override("en"):
        assert refusal(path).sentence == (
            "The file “stock.csv” is empty: the download was probably interrupted."
        )
        header = [name for name in STOCK_HEADER if name != "siret"]
        assert "The column « siret » is missing" in refusal(write_table(path, header, [])).sentence
        reading = read_stock(write_table(path, STOCK_HEADER, [stock_row(1, siret="1")]))
        assert not list(reading.records())
        (fault,) = reading.report.faults
        assert fault.sentence == "Ce SIRET ne passe pas le contrôle de sa clé."  # as it is stored
        assert stored(fault.sentence) == "This SIRET fails its check digit."
