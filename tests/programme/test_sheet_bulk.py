"""Many sheets at once: one change read over before it is written; a table brought in, twice."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.rules.sheet_table import Known, guess, judge, read_day
from beffroi.sources.records import UnreadableSource
from beffroi.sources.spreadsheets import read_table

from . import made_sheets

TITLES = ["N°", "Intitulé", "Axe", "Statut", "Début", "Échéance", "Maître d’ouvrage"]
KNOWN = Known({"1": "1", "commerce": "1"}, {"ville de valfictif": "KEY"}, frozenset({"9"}))


def test_columns_are_guessed_from_what_people_write() -> None:
    assert guess(TITLES) == {
        "code": 0, "title": 1, "axis": 2, "status": 3, "start": 4, "end": 5, "project_owner": 6,
    }  # fmt: skip


def judged(*cells: str) -> Any:
    return judge([(2, cells)], guess(TITLES), KNOWN)[0]


def test_good_row_is_read_in_our_words() -> None:
    told = judged(
        "1.1", "Halle", "Commerce", "En cours", "01/02/2025", "2025-06-30", "VILLE de Valfictif"
    )
    assert told.faults == ()
    assert told.values["axis"] == "1"
    assert told.values["status"] == "in_progress"
    assert told.values["start"] == dt.date(2025, 2, 1)
    assert told.values["project_owner"] == "KEY"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("", "Halle"), "Il manque le code"),
        (("1", ""), "Il manque le titre"),
        (("1", "Halle", "Fantômes"), "Axe inconnu"),
        (("1", "Halle", "1", "bientôt"), "Statut inconnu"),
        (("1", "Halle", "1", "", "31/02/2025"), "n’est pas une date"),
        (("1", "Halle", "1", "", "été 2025"), "n’est pas une date"),
        (("1", "Halle", "1", "", "01/01/0025"), "Vérifiez l’année"),
        (("1", "Halle", "1", "", "01/03/2025", "01/02/2025"), "La fin vient avant"),
        (("1", "Halle", "1", "", "", "", "Mairie d’ailleurs"), "Organisme inconnu"),
        (("x" * 30, "Halle"), "trop long"),
    ],
)
def test_each_refusal_is_a_sentence(cells: tuple[str, ...], said: str) -> None:
    (fault, *_more) = judged(*cells).faults
    assert said in fault


def test_code_met_twice_is_refused_naming_the_line() -> None:
    first, second = judge([(2, ("1", "A")), (7, ("1", "B"))], guess(TITLES), KNOWN)
    assert first.faults == ()
    assert "ligne 2" in second.faults[0]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_reads_back(day: dt.date) -> None:
    assert read_day(day.isoformat()) == read_day(f"{day:%d/%m/%Y}") == day


def workbook(rows: list[list[Any]]) -> bytes:
    """A small .xlsx, days as numbers with the look of a day."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lines = []
    for n, row in enumerate(rows, 1):
        cells = ""
        for column, value in zip("ABCDEFGH", row, strict=False):
            if isinstance(value, dt.date):
                number = (value - dt.date(1899, 12, 30)).days
                cells += f'<c r="{column}{n}" s="1"><v>{number}</v></c>'
            elif value:
                cells += f'<c r="{column}{n}" t="inlineStr"><is><t>{value}</t></is></c>'
        lines.append(f'<row r="{n}">{cells}</row>')
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
    return held.getvalue()


def test_workbook_and_csv_say_the_same(tmp_path: Path) -> None:
    book, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    book.write_bytes(workbook([["Code", "Titre", "Fin"], ["1.1", "Halle", dt.date(2025, 6, 30)]]))
    table.write_text("Code;Titre;Fin\n1.1;Halle;2025-06-30\n", encoding="cp1252")
    assert [line.cells for line in read_table(book).lines] == [("1.1", "Halle", "2025-06-30")]
    assert read_table(book).titles == read_table(table).titles
    assert read_table(table).lines[0].cells == ("1.1", "Halle", "2025-06-30")


def test_hostile_workbooks_are_refused_in_a_sentence(tmp_path: Path) -> None:
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    typed = tmp_path / "t.xlsx"
    with zipfile.ZipFile(typed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    broken = tmp_path / "c.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a book")
    for path in (bomb, typed, broken):
        with pytest.raises(UnreadableSource) as refused:
            read_table(path)
        assert path.name in refused.value.sentence


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def bring(client: Client, agreement: Agreement, content: str) -> str:
    where = reverse("sheet_import", args=[agreement.town.slug])
    file = SimpleUploadedFile("actions.csv", content.encode())
    return text(client.post(where, {"agreement": agreement.key, "file": file}))


def sent(page: str) -> dict[str, str]:
    """What the form of the summary would send."""
    told = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(
        r'<select id="[^"]*" name="(\w+)">(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="(\d+)" selected', options)
        told[name] = chosen[1] if chosen else ""
    return told


def test_table_is_previewed_refused_row_by_row_then_written_and_safe_twice(
    agreement: Agreement, client: Client
) -> None:
    made_sheets.axis(agreement, "1")
    content = "Code;Titre;Axe;Fin\n1.1;Halle;1;30/06/2025\n1.2;Marché;Fantômes;\n1.3;Place;1;été\n1.1;Encore;1;\n"
    page = bring(client, agreement, content)
    for word in (
        "1 ligne se lit",
        "3 sont refusées",
        "Axe inconnu",
        "n’est pas une date",
        "ligne 2",
    ):
        assert word in page, word
    assert not ActionSheet.objects.of(agreement.town).exists(), "written before the last word"
    where = reverse("sheet_import", args=[agreement.town.slug])
    form = sent(page) | {"act": "write"}
    assert client.post(where, form).status_code == 302
    sheet = ActionSheet.objects.of(agreement.town).get()
    assert (sheet.code, sheet.end, sheet.axis.code) == ("1.1", dt.date(2025, 6, 30), "1")
    before = sheet.moved_at
    for update in ({}, {"update": "1"}):
        assert client.post(where, form | update).status_code == 302
    sheet.refresh_from_db()
    assert sheet.moved_at == before
    changed = bring(client, agreement, "Code;Titre\n1.1;Halle rouverte\n")
    client.post(where, sent(changed) | {"act": "write", "update": "1"})
    sheet.refresh_from_db()
    assert sheet.title == "Halle rouverte"


def test_table_that_was_tampered_with_is_asked_for_again(
    agreement: Agreement, client: Client
) -> None:
    where = reverse("sheet_import", args=[agreement.town.slug])
    answer = client.post(where, {"table": "x:y:z", "act": "write"})
    assert answer.status_code == 302
    assert not ActionSheet.objects.of(agreement.town).exists()


def test_dates_are_shifted_after_a_summary(agreement: Agreement, client: Client) -> None:
    days = {"start": dt.date(2025, 1, 31), "end": dt.date(2025, 8, 31)}
    keys = [made_sheets.sheet(agreement, code, **days).key for code in ("1.1", "1.2")]
    made_sheets.sheet(agreement, "1.3", **days)
    where = reverse("sheet_bulk", args=[agreement.town.slug])
    assert client.get(where).status_code == 200
    form = {"sheets": keys, "change": "shift", "months": "6"}
    page = text(client.post(where, {**form, "act": "look"}))
    assert page.count("28 février 2026") == 2
    assert ActionSheet.objects.of(agreement.town).filter(end=days["end"]).count() == 3
    assert client.post(where, {**form, "act": "write"}).status_code == 302
    moved = ActionSheet.objects.of(agreement.town).filter(end=dt.date(2026, 2, 28))
    assert {sheet.start for sheet in moved} == {dt.date(2025, 7, 31)}
    assert moved.count() == 2


def test_axis_of_many_keeps_where_they_stood(agreement: Agreement, client: Client) -> None:
    first, second = (made_sheets.axis(agreement, code) for code in ("1", "2"))
    on = dt.date(2025, 1, 1)
    sheet = made_sheets.sheet(agreement, "1.1", axis=first, on=on)
    where = reverse("sheet_bulk", args=[agreement.town.slug])
    form = {"sheets": [sheet.key], "change": "axis", "axis": second.pk}
    page = text(client.post(where, {**form, "act": "look"}))
    assert "Axe fictif 2" in page
    client.post(where, {**form, "act": "write"})
    sheet.refresh_from_db()
    assert sheet.axis == second
    assert [filing.axis for filing in sheet.filings.order_by("valid")] == [first, second]


def test_status_of_many_and_nothing_chosen(agreement: Agreement, client: Client) -> None:
    key = made_sheets.sheet(agreement, "1.1").key
    where = reverse("sheet_bulk", args=[agreement.town.slug])
    assert "Choisissez au moins une action" in text(client.post(where, {"change": "status"}))
    client.post(where, {"sheets": [key], "change": "status", "status": "paused", "act": "write"})
    assert ActionSheet.objects.of(agreement.town).get().status == "paused"
