"""The .docx as a word processor reads it: French, styled, numbered, tables whose head repeats."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from beffroi.programme.models import Article, Commitment, Envelope
from beffroi.programme.reads.document import docx_of
from beffroi.programme.reads.document.docx_setting import LANGUAGE, widths_of

from . import made


@pytest.fixture
def paper(db: None) -> Any:
    row = made.whole(made.town())
    hall = row.parties.last().organisation
    Envelope.objects.create(agreement=row, year=2025, amount=40000, payer=hall, label="Animation")
    Commitment.objects.create(agreement=row, organisation=hall, text="Visiter les commerces")
    lists = "Avant :\n\n1. un\n2. deux\n\nEnsuite :\n\n1. trois\n2. quatre\n\n- point"
    Article.objects.create(agreement=row, slug="listes", title="Listes", body=lists, order=900)
    return Document(BytesIO(docx_of(row, made.DAY)))


def test_it_is_french_and_its_own_font_wins_over_the_theme(paper: Any) -> None:
    langs = {one.get(qn("w:val")) for one in paper.styles.element.iter(qn("w:lang"))}
    assert langs == {LANGUAGE}
    assert paper.core_properties.language == LANGUAGE
    for name in ("Title", "Heading 1"):
        fonts = paper.styles[name].element.rPr.rFonts
        assert not [key for key in fonts.attrib if "heme" in key]


def test_headings_make_an_outline_and_pages_are_numbered(paper: Any) -> None:
    styles = [one.style.name for one in paper.paragraphs if one.style.name != "Normal"]
    assert styles[0] == "Title" and styles.count("Title") == 1
    articles = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    numbers = [text.split()[1] for text in articles if text.startswith("Article")]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)] and len(numbers) > 5
    foot = paper.sections[0].footer._element
    codes = [one.get(qn("w:instr")) for one in foot.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_heads_of_tables_repeat_and_no_line_is_cut(paper: Any) -> None:
    tables = [one for one in paper.tables if one.rows[0]._tr.trPr is not None]
    assert len(tables) >= 2
    for table in tables:
        head = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert sum(cell.width.cm for cell in table.rows[0].cells) == pytest.approx(16.4, abs=0.1)


def test_each_numbered_list_begins_at_one(paper: Any) -> None:
    items = [one for one in paper.paragraphs if one.style.name == "List Number"]
    numbers = [one._p.pPr.numPr.numId.val for one in items]
    assert [one.text for one in items[-4:]] == ["un", "deux", "trois", "quatre"]
    first, second = numbers[-4], numbers[-2]
    assert numbers[-4:] == [first, first, second, second] and first != second
    assert [one.text for one in paper.paragraphs if one.style.name == "List Bullet"][-1] == "point"


@given(st.lists(st.lists(st.text(max_size=80), min_size=4, max_size=4), min_size=1, max_size=5))
def test_columns_fill_the_page_and_none_is_too_narrow(rows: list[list[str]]) -> None:
    widths = widths_of(rows, 16.4)
    assert sum(widths) == pytest.approx(16.4)
    assert min(widths) >= 16.4 / 9 - 1e-9
