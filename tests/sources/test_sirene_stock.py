"""The current stock: columns by name, partial diffusion, faults, coordinates."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile

import duckdb
import pytest

from beffroi.sources.records import UnreadableSource
from beffroi.sources.sirene import Kind, read_stock, recognise
from tests.sources.sirene_files import STOCK_HEADER, siret, stock_row, write_table

AS_OF = dt.date(2026, 7, 31)


@pytest.fixture
def stock(tmp_path):
    """Write a stock of these rows and read it; returns records and report."""

    def read(*rows, header=STOCK_HEADER, **filters):
        path = write_table(tmp_path / "stock.csv", header, rows)
        reading = read_stock(path, as_of=AS_OF, **filters)
        return list(reading.records()), reading.report

    return read


def test_every_field_of_an_establishment_is_read_by_name(stock):
    (seen,), report = stock(stock_row(1), header=list(reversed(STOCK_HEADER)))
    assert seen.siret == siret(1)
    assert seen.active and seen.is_head_office and not seen.partial_diffusion
    assert seen.created_on == dt.date(2015, 3, 1)
    assert (seen.naf, seen.nomenclature, seen.commune) == ("10.71C", "NAFRev2", "35236")
    assert (seen.sign, seen.house_number, seen.street_name) == (
        "AU BON EXEMPLE",
        "12 B",
        "RUE DES EXEMPLES",
    )
    assert seen.lon == pytest.approx(-2.10, abs=0.01) and seen.lat == pytest.approx(47.65, abs=0.02)
    assert report.complete and (report.read, report.matched, report.taken) == (1, 1, 1)


def test_only_the_asked_communes_leave_the_file(stock):
    rows = [stock_row(n, codeCommuneEtablissement=f"{35 + n % 2}{n % 3:03d}") for n in range(60)]
    kept, report = stock(*rows, departement="35")
    assert {seen.commune[:2] for seen in kept} == {"35"} and len(kept) == 30
    assert (report.read, report.matched, report.taken) == (60, 30, 30)
    kept, _ = stock(*rows, communes=["36001"])
    assert {seen.commune for seen in kept} == {"36001"}


@pytest.mark.parametrize("status", ["P", "N"])
@pytest.mark.parametrize("column", ["statutDiffusionEtablissement", "statutDiffusionUniteLegale"])
def test_partial_diffusion_hides_all_but_the_flag(stock, status, column):
    header = [*STOCK_HEADER, "statutDiffusionUniteLegale"]
    (seen,), report = stock(stock_row(1, **{column: status}), header=header)
    assert seen.partial_diffusion and report.partial_diffusion == 1
    assert (seen.sign, seen.house_number, seen.street_name, seen.postcode) == ("", "", "", "")
    assert seen.lon is None and seen.lat is None
    assert seen.commune == "35236" and seen.naf == "10.71C"


def test_missing_marks_are_read_as_nothing(stock):
    marks = {
        "trancheEffectifsEtablissement": "NN",
        "libelleVoieEtablissement": "[ND]",
        "enseigne1Etablissement": "[ND]",
        "dateCreationEtablissement": "",
    }
    (seen,), report = stock(stock_row(1, **marks))
    assert (seen.headcount_band, seen.street_name, seen.sign) == ("", "RUE", "")
    assert seen.created_on is None and not report.counts


def test_refused_rows_say_line_column_value_and_what_was_expected(stock):
    kept, report = stock(
        stock_row(1),
        stock_row(2, siret="12345678901234"),
        stock_row(3, etatAdministratifEtablissement="X"),
        stock_row(1),
        stock_row(4),
    )
    assert [seen.siret for seen in kept] == [siret(1), siret(4)]
    told = {(f.code, f.line, f.column, f.value) for f in report.faults}
    assert told == {
        ("bad_siret", 3, "siret", "12345678901234"),
        ("unknown_state", 4, "etatAdministratifEtablissement", "X"),
        ("duplicate", 5, "siret", siret(1)),
    }
    assert all(f.sentence and f.expected and f.severity == "refused" for f in report.faults)
    assert report.refused == 3


def test_doubts_keep_the_row(stock):
    kept, report = stock(
        stock_row(1, dateCreationEtablissement="2027-01-01"),
        stock_row(2, dateCreationEtablissement="soon"),
        stock_row(3, coordonneeLambertAbscisseEtablissement="6739000.0"),
        stock_row(4, nomenclatureActivitePrincipaleEtablissement="NAF3000"),
    )
    assert len(kept) == 4 and report.refused == 0
    assert {f.code: f.severity for f in report.faults} == {
        "future_date": "doubtful",
        "bad_date": "doubtful",
        "bad_position": "doubtful",
        "unknown_nomenclature": "doubtful",
    }
    assert kept[1].created_on is None and kept[2].lon is None


def test_la_poste_has_its_own_check(stock):
    la_poste = "35600000049837"  # sum of digits is a multiple of 5; Luhn fails
    (seen,), report = stock(stock_row(1, siret=la_poste))
    assert seen.siret == la_poste and not report.counts


def test_faults_point_at_the_line_even_after_rows_that_cannot_be_cut(tmp_path):
    rows = [stock_row(1), stock_row(2), stock_row(3, etatAdministratifEtablissement="X")]
    path = write_table(tmp_path / "stock.csv", STOCK_HEADER, rows)
    lines = path.read_text().splitlines()
    lines[2] += ",one,too,many"
    path.write_text("\n".join(lines))
    reading = read_stock(path, as_of=AS_OF)
    assert [seen.siret for seen in reading.records()] == [siret(1)]
    assert {(f.code, f.line) for f in reading.report.faults} == {
        ("unknown_state", 4),
        ("bad_row", 3),
    }
    assert reading.report.read == 3


def test_the_newer_nomenclature_is_used_where_the_usual_code_is_empty(stock):
    newer = {
        "activitePrincipaleEtablissement": "",
        "activitePrincipaleNAF25Etablissement": "47.11Y",
    }
    kept, _ = stock(stock_row(1, **newer), stock_row(2, activitePrincipaleEtablissement="1071C"))
    assert (kept[0].naf, kept[0].nomenclature) == ("47.11Y", "NAF2025")
    assert (kept[1].naf, kept[1].nomenclature) == ("10.71C", "NAFRev2")


def test_an_older_file_without_the_optional_columns_is_read(stock):
    header = [
        name
        for name in STOCK_HEADER
        if not name.startswith(("coordonnee", "enseigne", "activitePrincipaleNAF25"))
    ]
    (seen,), report = stock({k: v for k, v in stock_row(1).items() if k in header}, header=header)
    assert seen.lon is None and seen.sign == "" and not report.counts


@pytest.mark.parametrize(
    ("commune", "x", "y", "lon", "lat"),
    [
        ("75101", "652000", "6862000", 2.346, 48.857),  # Lambert 93
        ("97411", "338000", "7690000", 55.44, -20.88),  # UTM 40S
        ("97302", "353000", "545000", -52.33, 4.93),  # UTM 22N
        ("97209", "708000", "1615000", -61.07, 14.60),  # UTM 20N
        ("97611", "523000", "8587000", 45.21, -12.78),  # UTM 38S
    ],
)
def test_each_departement_has_its_own_coordinates(stock, commune, x, y, lon, lat):
    row = stock_row(
        1,
        codeCommuneEtablissement=commune,
        coordonneeLambertAbscisseEtablissement=x,
        coordonneeLambertOrdonneeEtablissement=y,
    )
    (seen,), _ = stock(row)
    assert seen.lon == pytest.approx(lon, abs=0.02) and seen.lat == pytest.approx(lat, abs=0.02)


def test_compressed_and_columnar_files_give_the_same_records(tmp_path):
    rows = [stock_row(n, codeCommuneEtablissement=f"35{n % 5:03d}") for n in range(1, 50)]
    plain = write_table(tmp_path / "stock.csv", STOCK_HEADER, rows)
    gz, packed, columnar = (tmp_path / f"stock.{end}" for end in ("csv.gz", "zip", "parquet"))
    gz.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "StockEtablissement_utf8.csv")
    duckdb.sql(
        f"COPY (SELECT * REPLACE (TRY_CAST(dateCreationEtablissement AS DATE) AS "
        f"dateCreationEtablissement, etablissementSiege::BOOLEAN AS etablissementSiege) "
        f"FROM read_csv('{plain}', all_varchar=true)) TO '{columnar}' (FORMAT parquet)"
    )
    expected = list(read_stock(plain, as_of=AS_OF, communes=["35001"]).records())
    assert len(expected) == 10
    for path in (gz, packed, columnar):
        assert recognise(path) is Kind.STOCK
        assert list(read_stock(path, as_of=AS_OF, communes=["35001"]).records()) == expected


def test_progress_counts_rows_of_the_file_not_of_the_town(tmp_path):
    rows = [stock_row(n, codeCommuneEtablissement="99999") for n in range(5000)]
    path = write_table(tmp_path / "stock.csv", STOCK_HEADER, [*rows, stock_row(9001)])
    told: list[int] = []
    reading = read_stock(path, as_of=AS_OF, communes=["35236"], progress=told.append)
    assert len(list(reading.records())) == 1
    assert told[-1] == reading.report.read == 5001


def test_a_reading_can_be_left_half_way(tmp_path):
    path = write_table(tmp_path / "stock.csv", STOCK_HEADER, [stock_row(n) for n in range(1, 9000)])
    reading = read_stock(path, as_of=AS_OF)
    batches = iter(reading)
    assert next(batches)
    batches.close()
    assert not reading.report.complete


def test_a_history_is_not_a_stock(tmp_path):
    path = write_table(tmp_path / "h.csv", ["siret", "dateDebut", "dateFin"], [])
    with pytest.raises(UnreadableSource, match="Il manque les colonnes"):
        read_stock(path)
