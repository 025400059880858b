"""Many sheets at once: one change read over before it is written; a table brought in, twice."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.models import AuditEntry
from beffroi.programme import tasks
from beffroi.programme.models import ActionSheet, Agreement, SheetTable
from beffroi.programme.rules.sheet_columns import TITLES as SAID
from beffroi.programme.rules.sheet_columns import Doubt, doubts, guess
from beffroi.programme.rules.sheet_table import Known, judge, read_day
from beffroi.programme.writes import sheet_bulk, sheet_tables
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.sources.records import UnreadableSource
from beffroi.sources.spreadsheets import read_table

from . import made, made_sheets

TITLES = ["N°", "Intitulé", "Axe", "Statut", "Début", "Échéance", "Maître d’ouvrage"]
KNOWN = Known({"1": "1", "commerce": "1"}, {"ville de valfictif": "KEY"}, frozenset({"9"}))


def test_columns_are_guessed_from_what_people_write() -> None:
    assert guess(TITLES) == {
        "code": 0, "title": 1, "axis": 2, "status": 3, "start": 4, "end": 5, "project_owner": 6,
    }  # fmt: skip


def test_a_title_that_only_holds_a_known_one_is_taken_last_and_doubted() -> None:
    titles = [
        "Code",
        "Titre de l’action",
        "Date de début prévue",
        "Statut actuel",
        "Notes",
        "Statut",
    ]
    found = guess(titles)
    assert found == {"code": 0, "title": 1, "start": 2, "status": 5}
    assert doubts(titles, found, [], confirmed=False) == {"title": Doubt.NEAR, "start": Doubt.NEAR}
    assert doubts(titles, found, [], confirmed=True) == {}
    assert guess(["Code", "Début ou fin"]) == {"code": 0}  # two fields in one title: a person says


def test_a_column_whose_cells_do_not_read_and_one_that_lacks_are_doubted() -> None:
    titles = ["Code", "Fin"]
    rows = judge([(2, ("1", "été")), (3, ("2", ""))], guess(titles), KNOWN)
    unread = {name for row in rows for name in row.unread}
    assert doubts(titles, guess(titles), unread, confirmed=True) == {
        "title": Doubt.MISSING, "end": Doubt.UNREAD
    }  # fmt: skip


WORDS = st.sampled_from([*(word for words in SAID.values() for word in words), "notes", "de la"])


@given(st.lists(st.lists(WORDS, max_size=3).map(" ".join), max_size=10))
def test_each_field_has_one_column_and_each_column_one_field(titles: list[str]) -> None:
    found = guess(titles)
    assert len(set(found.values())) == len(found)
    assert list(found) == [name for name in SAID if name in found]
    exact = {n for n, title in enumerate(titles) for words in SAID.values() if title in words}
    near = doubts(titles, found, [], confirmed=False)
    for name, place in found.items():  # what bears a title is not doubted, the rest is
        assert (near.get(name) == Doubt.NEAR) == (titles[place] not in SAID[name])
        assert place in exact or name in near


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
    """The address of the table, read by its job."""
    where = reverse("sheet_import", args=[agreement.town.slug])
    file = SimpleUploadedFile("actions.csv", content.encode())
    answer = client.post(where, {"agreement": agreement.key, "file": file})
    row = SheetTable.objects.latest("pk")
    assert answer["Location"].endswith(f"/{row.key}/")
    assert "Lecture du tableau" in text(client.get(answer["Location"]))
    tasks.read_sheet_table(table_id=row.pk)
    return str(answer["Location"])


def written(client: Client, where: str, form: dict[str, str]) -> str:
    """Agree, let the job do it, and read the page."""
    assert client.post(where, form | {"act": "write"}).status_code == 302
    assert "Enregistrement des fiches" in text(client.get(where))
    for _again in range(2):  # a worker may be handed it twice
        tasks.write_sheet_table(table_id=SheetTable.objects.latest("pk").pk)
    return text(client.get(where))


def sent(page: str) -> dict[str, str]:
    """What the form of the summary would send."""
    told = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(
        r'<select id="[^>]*name="(\w+)">(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="(\d+)" selected', options)
        told[name] = chosen[1] if chosen else ""
    return told


def test_table_is_previewed_refused_row_by_row_then_written_and_safe_twice(
    agreement: Agreement, client: Client
) -> None:
    made_sheets.axis(agreement, "1")
    content = "Code;Titre;Axe;Fin\n1.1;Halle;1;30/06/2025\n1.2;Marché;Fantômes;\n1.3;Place;1;été\n1.1;Encore;1;\n"
    where = bring(client, agreement, content)
    page = text(client.get(where))
    for word in (
        "1 ligne se lit",
        "3 sont refusées",
        "Axe inconnu",
        "n’est pas une date",
        "ligne 2",
    ):
        assert word in page, word
    assert not ActionSheet.objects.of(agreement.town).exists(), "written before the last word"
    first, folded = page.split('<details class="more"')
    assert "Lues d’après leur titre : Code, Titre" in first
    for name, cells in (("axis", "1 case"), ("end", "1 case")):  # what does not read is looked at
        assert f'name="column_{name}"' in first and cells in first
    assert 'name="column_code"' in folded and 'name="column_risks"' in folded
    looked = sent(page) | {"column_end": "", "act": "look"}
    assert "2 sont refusées" in text(client.post(where, looked))
    form = sent(page)
    assert "Le tableau est enregistré" in written(client, where, form)
    sheet = ActionSheet.objects.of(agreement.town).get()
    assert (sheet.code, sheet.end, sheet.axis.code) == ("1.1", dt.date(2025, 6, 30), "1")
    assert AuditEntry.objects.get(verb="programme.sheet_created").actor_key
    before = sheet.moved_at
    for update in ({}, {"update": "1"}):
        written(client, where, form | update)
    sheet.refresh_from_db()
    assert sheet.moved_at == before
    changed = bring(client, agreement, "Code;Titre\n1.1;Halle rouverte\n")
    written(client, changed, sent(text(client.get(changed))) | {"update": "1"})
    sheet.refresh_from_db()
    assert sheet.title == "Halle rouverte"


def test_file_nobody_can_read_is_refused_in_a_sentence_and_not_kept(
    agreement: Agreement, client: Client
) -> None:
    where = bring(client, agreement, "PK\x03\x04 not a book")
    assert "actions.csv" in text(client.get(where))
    row = SheetTable.objects.get()
    assert row.state == "refused"
    tasks.read_sheet_table(table_id=row.pk)
    row.refresh_from_db()
    assert row.state == "refused"
    empty = {"agreement": agreement.key, "file": SimpleUploadedFile("vide.csv", b"")}
    assert "est vide" in text(
        client.post(reverse("sheet_import", args=[agreement.town.slug]), empty)
    )


def test_row_that_went_wrong_meanwhile_writes_nothing_and_says_so(
    agreement: Agreement, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = bring(client, agreement, "Code;Titre\n1.1;Halle\n1.2;Place\n")
    real = sheet_bulk.create_sheet

    def half(**told: Any) -> Any:
        if told["code"] == "1.2":
            raise SheetRefusedError("Une autre fiche porte déjà ce code.", "code")
        return real(**told)

    monkeypatch.setattr(sheet_bulk, "create_sheet", half)
    page = written(client, where, sent(text(client.get(where))))
    assert "porte déjà ce code" in page
    assert not ActionSheet.objects.of(agreement.town).exists()


def test_job_that_nobody_takes_up_says_that_nothing_is_written(
    agreement: Agreement, client: Client
) -> None:
    where = bring(client, agreement, "Code;Titre\n1.1;Halle\n")
    client.post(where, sent(text(client.get(where))) | {"act": "write"})
    row = SheetTable.objects.get()
    sheet_tables.give_up(row.pk)
    tasks.write_sheet_table(table_id=row.pk)
    assert "rien n’a été enregistré" in text(client.get(where))
    assert not ActionSheet.objects.of(agreement.town).exists()
    sheet_tables.forget_old(timezone.now() + dt.timedelta(days=8))
    assert not SheetTable.objects.exists()


def some_table(agreement: Agreement) -> SheetTable:
    content = b"Code;Titre\n1.1;Halle\n"
    by = made.stranger(f"{SheetTable.objects.count()}@example.invalid")
    return sheet_tables.bring(agreement=agreement, file_name="a.csv", content=content, by=by)


@pytest.mark.django_db(transaction=True)
def test_table_is_read_by_a_process_of_its_own(
    agreement: Agreement, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = connection.settings_dict
    words = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    url = " ".join(f"{word}={held[name]}" for word, name in words.items() if held[name])
    monkeypatch.setitem(os.environ, "DATABASE_URL", url)
    settings.IMPORT_APART = True
    row = some_table(agreement)
    sheet_tables.read_apart(row, "fr")
    row.refresh_from_db()
    assert (row.state, row.content, row.table["titles"]) == ("read", None, ["Code", "Titre"])


def test_reading_that_its_limits_end_is_a_refusal(
    agreement: Agreement, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORT_APART = True
    for signal, word in ((-9, "mémoire"), (-24, "temps")):
        monkeypatch.setattr(sheet_tables, "run_apart", lambda _words, code=signal: code)
        row = some_table(agreement)
        sheet_tables.read_apart(row, "fr")
        row.refresh_from_db()
        assert (row.state, word in row.sentence) == ("refused", True)


def test_table_of_another_town_is_not_there(agreement: Agreement, client: Client) -> None:
    where = bring(client, agreement, "Code;Titre\n1.1;Halle\n")
    key = SheetTable.objects.get().key
    place = made.town("Autre-Ville")
    made.agreement(place, agreement.holder)
    far = reverse("sheet_table", args=[place.slug, key])
    assert client.get(far).status_code in (403, 404)
    assert client.get(where).status_code == 200


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
