"""Periods: exclusive ends, nomenclature by period, the form of Lyon, the real files."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from pathlib import Path

import pytest

from beffroi.sources.records import UnreadableSource
from beffroi.sources.sirene import Kind, read_history, read_stock, recognise
from tests.sources.sirene_files import (
    HISTORY_HEADER,
    LYON_HEADER,
    STOCK_HEADER,
    period_row,
    siret,
    stock_row,
    write_table,
)

AS_OF = dt.date(2026, 7, 31)
LYON = Path(__file__).parents[2] / "src/beffroi/portal/demo/data/sirene-lyon4.csv.gz"


@pytest.fixture
def history(tmp_path):
    """Write an official history and read it; returns records and report."""

    def read(*rows, **filters):
        path = write_table(tmp_path / "history.csv", HISTORY_HEADER, rows)
        reading = read_history(path, as_of=AS_OF, **filters)
        return list(reading.records()), reading.report

    return read


def test_last_day_of_the_file_is_the_day_before_our_end(history):
    (closed, running), _ = history(
        period_row(1, dateDebut="2010-01-01", dateFin="2015-02-28"), period_row(1)
    )
    assert (closed.start, closed.end) == (dt.date(2010, 1, 1), dt.date(2015, 3, 1))
    assert running.start == closed.end and running.end is None


def test_official_history_takes_its_communes_from_the_stock(history):
    wanted = {siret(1): "35236", siret(3): "35238"}
    kept, report = history(*(period_row(n) for n in range(1, 6)), sirets=wanted)
    assert {seen.siret: seen.commune for seen in kept} == wanted
    assert (report.read, report.matched) == (5, 2)


def test_official_history_cannot_be_filtered_by_commune_alone(history):
    with pytest.raises(UnreadableSource, match="importez d’abord le stock"):
        history(period_row(1), communes=["35236"])


def test_periods_that_make_no_period_are_refused(history):
    kept, report = history(
        period_row(1, dateDebut="2015-03-01", dateFin="2015-02-27"),
        period_row(2, dateDebut="01/03/2015"),
        period_row(3, etatAdministratifEtablissement=""),
        period_row(4),
        period_row(4),
        period_row(5, dateDebut="2026-08-01"),
    )
    assert [seen.siret for seen in kept] == [siret(4), siret(5)]
    assert [(f.code, f.line, f.column) for f in report.faults] == [
        ("reversed_period", 2, "dateFin"),
        ("bad_date", 3, "dateDebut"),
        ("unknown_state", 4, "etatAdministratifEtablissement"),
        ("duplicate", 6, "dateDebut"),
        ("future_date", 7, "dateDebut"),
    ]


def test_undeclared_dates_of_1900_are_unknown(history):
    (seen,), report = history(period_row(1, dateDebut="1900-01-01"))
    assert seen.start is None and not report.counts


def test_lyon_form_gives_each_code_its_nomenclature(tmp_path):
    def row(number, naf, end):
        return {
            "siret": siret(number),
            "dateDebut": "1980-01-01",
            "dateFin": end,
            "etat": "A",
            "code_ape": naf,
            "code_commune": "69384",
            "code_tranche": "NN",
        }

    rows = [
        row(1, "47.11F", ""),
        row(2, "52.1F", "2007-12-31"),
        row(3, "52.1F", "2002-12-31"),
        row(4, "62.42", "1992-12-31"),
        row(5, "", "1990-01-01"),
    ]
    path = write_table(tmp_path / "lyon.csv", LYON_HEADER, rows)
    assert recognise(path) is Kind.PERIODS
    kept = list(read_history(path, communes=["69384"], as_of=AS_OF).records())
    assert [seen.nomenclature for seen in kept] == ["NAFRev2", "NAFRev1", "NAF1993", "NAP", ""]
    assert {seen.commune for seen in kept} == {"69384"}


def test_lyon_4e_is_read_whole():
    reading = read_history(LYON, communes=["69384"], as_of=AS_OF)
    kept = list(reading.records())
    assert reading.report.read == reading.report.matched == 58_228
    assert len({seen.siret for seen in kept}) == 26_614
    assert reading.report.counts == Counter({"unknown_state": 341, "future_date": 3})
    assert len(kept) == 58_228 - 341
    assert all(seen.end is None or seen.start is None or seen.start < seen.end for seen in kept)


@pytest.mark.shared
def test_isere_list_export_is_read_whole():
    shared = os.environ.get("BEFFROI_SHARED")
    if not shared:
        pytest.skip("BEFFROI_SHARED is unset: the real list export is not at hand")
    path = Path(shared) / "data/sirene-isere/food-establishments-38-2022.csv"
    assert recognise(path) is Kind.LIST
    reading = read_stock(path, departement="38", as_of=dt.date(2022, 2, 28))
    kept = list(reading.records())
    assert len(kept) == reading.report.read == 973 and not reading.report.counts
    assert all(seen.active and seen.commune.startswith("38") for seen in kept)


def test_an_invented_list_export_is_read_whole(tmp_path):
    """The shipped twin of the Isère export: columns of the unit stand between those of the stock."""
    unit = [
        "etatAdministratifUniteLegale",
        "statutDiffusionUniteLegale",
        "denominationUniteLegale",
        "activitePrincipaleUniteLegale",
        "nomenclatureActivitePrincipaleUniteLegale",
    ]
    header = [*STOCK_HEADER[:7], *unit, *STOCK_HEADER[7:]]
    header = [name for name in header if not name.startswith("coordonnee")]  # as in 2022
    told = {
        "denominationUniteLegale": "AUTRE ENSEIGNE",
        "activitePrincipaleUniteLegale": "68.20B",
        "statutDiffusionUniteLegale": "O",
    }
    rows = [{**stock_row(n), **told} for n in range(1, 41)]
    rows = [{name: row[name] for name in header if name in row} for row in rows]
    rows[4]["statutDiffusionUniteLegale"] = "P"
    rows[5] |= {"enseigne1Etablissement": "", "trancheEffectifsEtablissement": "NN"}
    path = write_table(tmp_path / "list.csv", header, rows)
    assert recognise(path) is Kind.LIST
    reading = read_stock(path, departement="35", as_of=AS_OF)
    kept = list(reading.records())
    assert len(kept) == reading.report.read == 40 and not reading.report.counts
    assert {seen.naf for seen in kept} == {"10.71C"}  # of the establishment, not of its unit
    assert [seen.siret for seen in kept if seen.partial_diffusion] == [siret(5)]
    assert kept[4].sign == kept[5].sign == kept[5].headcount_band == ""
    assert reading.report.without_position == 40
