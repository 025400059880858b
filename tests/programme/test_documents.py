"""The agreement as a document: PDF/UA and .docx say the same, and read like a convention."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Article,
    BudgetLine,
    Commitment,
    Envelope,
)
from beffroi.programme.reads.amended import target_of
from beffroi.programme.reads.document import docx_of, pdf_of
from beffroi.programme.writes import amendments as writes
from beffroi.programme.writes import parties, texts

from . import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Agreement:
    place = made.town("Valfictif")
    found = made.whole(place)
    found.amendments.all().delete()
    chamber, hall = (party.organisation for party in found.parties.order_by("order"))
    for party, who in zip(
        found.parties.order_by("order"), ("Mme Fictive", "M. Inventé"), strict=True
    ):
        parties.change_party(party=party, by=None, signatory=who, capacity="présidente")
    for side, amount in ((True, "40000"), (False, "12500.50")):
        Envelope.objects.create(agreement=found, year=2025, amount=Decimal(amount), payer=hall, is_inside=side, label="Animation")  # fmt: skip
    Commitment.objects.create(agreement=found, organisation=chamber, text="Visiter les commerces du centre", quantity=30, unit="visites", due_on=dt.date(2025, 6, 30))  # fmt: skip
    axis = found.axes.get()
    for n in range(1, 12):
        sheet = ActionSheet.objects.create(agreement=found, town=place, axis=axis, code=f"A{n:02d}", title=f"Action fictive numéro {n}", project_owner=hall, start=dt.date(2025, 2, 1), end=dt.date(2025, 11, 30))  # fmt: skip
        BudgetLine.objects.create(sheet=sheet, year=2025, kind="operating", stage="planned", net=Decimal(n * 1000))  # fmt: skip
    texts.add_article(agreement=found, title="Divers", body="- **un** point\n- un [lien](https://exemple.fr)\n\n<script>alert(1)</script>", by=None)  # fmt: skip
    return made.signed(found)


def words_of_pdf(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    said = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(said.replace("\u202f", " ").replace("\xa0", " ").split())


def words_of_docx(content: bytes) -> str:
    paper = Document(BytesIO(content))
    cells = (c.text for t in paper.tables for r in t.rows for c in r.cells)
    said = " ".join([*(p.text for p in paper.paragraphs), *cells])
    return " ".join(said.replace("\u202f", " ").replace("\xa0", " ").split())


def test_both_read_like_a_convention(row: Agreement) -> None:
    pdf, word = pdf_of(row, made.DAY), docx_of(row, made.DAY)
    if folder := os.environ.get("BEFFROI_PAPERS"):
        Path(folder, "agreement.pdf").write_bytes(pdf)
        Path(folder, "agreement.docx").write_bytes(word)
    for said in (words_of_pdf(pdf), words_of_docx(word)):
        for wanted in (
            "Vu le code de commerce", "Vu la délibération n° 12 du 10 mars 2025", "Il est convenu ce qui suit",
            "Article 1 – Objet", "Valfictif", "Mme Fictive", "Visiter les commerces du centre", "30 visites",
            "40 000 €", "12 500,50 €", "hors convention", "Annexe 1 – Programme d’actions", "Action fictive numéro 11",
            "11 000 €", "Signé le 10 mars 2025", "Convention fictive", "Signée le 10 mars 2025",
        ):  # fmt: skip
            assert wanted in said, wanted
        assert "52 500,50" not in said, "inside and outside were added up"
    assert "loi n° 2000-321" in words_of_pdf(pdf)
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_consolidated_text_prints_its_amendment_on_its_day(row: Agreement) -> None:
    draft = writes.draft(
        agreement=row, title="Prolongation", effective_on=dt.date(2025, 6, 1), by=None
    )
    target = target_of(draft)
    target["articles"]["objet"]["body"] = "Objet étendu aux halles."
    writes.rewrite(amendment=draft, target=target, by=None)
    writes.sign_amendment(amendment=draft, on=made.DAY, by=None, today=made.DAY)
    before, after = (
        words_of_pdf(pdf_of(row, day)) for day in (dt.date(2025, 5, 31), dt.date(2025, 6, 1))
    )
    assert "étendu aux halles" not in before
    assert "étendu aux halles" in after
    assert "Texte consolidé au 1er juin 2025, avenant n° 1" in after
    assert "Avenants compris dans ce texte" in after


def test_what_a_person_types_is_never_markup(row: Agreement) -> None:
    from beffroi.ui.markdown import html

    article = Article.objects.get(agreement=row, title="Divers")
    shown = html(article.body + "\n\n[x](javascript:alert(1)) ![p](https://x.fr/i.png)\n\n# t")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<h1" not in shown
    assert 'href="javascript' not in shown
    assert '<a href="https://exemple.fr">' in shown


def test_a_draft_says_so(db: None) -> None:
    draft = made.whole(made.town())
    assert "Projet" in words_of_pdf(pdf_of(draft, made.DAY))
