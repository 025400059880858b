"""Actions and opinions of an agreement above towns: opened, changed together, brought, asked, answered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from beffroi.programme import tasks
from beffroi.programme.models import ActionSheet, Agreement, OpinionRequest, SheetTable

from . import made, made_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame() -> Agreement:
    found: Agreement = made.agreement(
        None, made.chamber(), made.body("network", "Réseau fictif des villes")
    )
    return found


@pytest.fixture
def client(frame: Agreement) -> Client:
    found = Client()
    found.force_login(made.advisor(frame.holder))
    return found


def page(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def where(route: str, frame: Agreement, **parts: str) -> str:
    return reverse(route, kwargs={"agreement_key": frame.key, **parts})


def test_sheet_is_opened_under_the_agreement_and_listed_with_its_own(
    frame: Agreement, client: Client
) -> None:
    axis = made_sheets.axis(frame, "1")
    made_sheets.sheet(made.agreement(None, frame.holder), "9.9", title="Action d’ailleurs")
    assert "Ouvrir une fiche" in page(client.get(where("sheets", frame)))
    told = {"title": "Former dix managers", "code": "1.1", "agreement": frame.key, "axis": axis.pk}
    answer = client.post(where("sheet_new", frame), told)
    sheet = ActionSheet.objects.across_towns().get(agreement=frame)
    assert answer["Location"] == reverse("sheet", args=[sheet.key])
    assert sheet.town is None
    for route in ("sheets", "sheet_board", "sheet_calendar", "sheet_gantt"):
        shown = page(client.get(where(route, frame)))
        assert "Action d’ailleurs" not in shown
    assert "Former dix managers" in page(client.get(where("sheets", frame)))
    assert where("sheets", frame) in page(client.get(reverse("sheet", args=[sheet.key])))
    assert where("sheets", frame) in page(client.get(reverse("agreement", args=[frame.key])))


def test_sheets_of_the_agreement_alone_change_together(frame: Agreement, client: Client) -> None:
    mine, other = (
        made_sheets.sheet(of, "1.1") for of in (frame, made.agreement(None, frame.holder))
    )
    form = {"change": "status", "status": "paused", "act": "write"}
    assert (
        client.post(where("sheet_bulk", frame), form | {"sheets": [other.key]}).status_code == 200
    )
    answer = client.post(where("sheet_bulk", frame), form | {"sheets": [mine.key]})
    assert answer["Location"] == where("sheets", frame)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.status, other.status) == ("paused", "to_discuss")


def test_table_is_brought_to_an_agreement_above_towns(frame: Agreement, client: Client) -> None:
    file = SimpleUploadedFile("actions.csv", b"Code;Titre\n1.1;Former\n")
    brought = client.post(where("sheet_import", frame), {"agreement": frame.key, "file": file})
    row = SheetTable.objects.get()
    assert brought["Location"] == where("sheet_table", frame, table_key=row.key)
    tasks.read_sheet_table(table_id=row.pk)
    assert "1 ligne se lit" in page(client.get(brought["Location"]))
    client.post(brought["Location"], {"act": "write", "column_code": "0", "column_title": "1"})
    tasks.write_sheet_table(table_id=row.pk)
    assert "Le tableau est enregistré" in page(client.get(brought["Location"]))
    assert ActionSheet.objects.across_towns().get().agreement == frame


def test_opinion_is_asked_answered_and_used_above_towns(frame: Agreement, client: Client) -> None:
    holder = frame.holder
    network = next(one.organisation for one in frame.parties.all() if one.organisation != holder)
    asked = {
        "asked_by": network.key, "asked_of": holder.key, "subject": "Loi de finances",
        "question": "Qu’en pensez-vous ?", "asked_on": "2025-01-06", "delay": "20",
        "delay_unit": "working_days", "silence": "nothing",
    }  # fmt: skip
    assert client.post(where("opinion_new", frame), asked).status_code == 302
    row = OpinionRequest.objects.across_towns().get()
    assert (row.town, row.agreement) == (None, frame)
    listed = page(client.get(where("opinions", frame)))
    assert where("opinion", frame, key=row.key) in listed
    answer = {"answer": "Favorable.", "answered_on": "2025-01-20"}
    client.post(where("opinion_answer", frame, key=row.key), answer)
    use = {"use": "followed", "reason": "", "used_on": "2025-02-03"}
    client.post(where("opinion_use", frame, key=row.key), use)
    row.refresh_from_db()
    assert (row.answer, row.use) == ("Favorable.", "followed")
    elsewhere = made.agreement(None, holder)
    assert client.get(where("opinion", elsewhere, key=row.key)).status_code == 404
