"""The PDF: tagged, in French, complete, and the same bytes when printed again."""

from __future__ import annotations

import io
import time

import pytest
from pypdf import PdfReader

from beffroi.kernel.models import EvidenceNode
from beffroi.observatory import reads, writes
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.ui.paper import as_set, compile_pdf
from beffroi.ui.paper.glyphs import printable

from . import towns

pytestmark = pytest.mark.django_db


def publish(place, on):
    return writes.publish_diagnosis(
        town=place, perimeter=territory.perimeter(place), on=on, by=None
    )


def printed(row):
    data = reads.for_paper(row, reads.nodes_of(row))
    return compile_pdf("diagnosis", data, row.content["drawings"], printed_at=row.published_at)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def mapped():
    place = towns.town()
    towns.mapped(place, vacant=5, total=45)
    return publish(place, towns.FIRST)


def test_pdf_is_tagged_and_named(mapped):
    reader = PdfReader(io.BytesIO(printed(mapped)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Diagnostic du commerce n°\u00a01, Saint-Vire"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_fonts_are_ours_and_embedded(mapped):
    reader = PdfReader(io.BytesIO(printed(mapped)))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(inner["/BaseFont"].split("+")[-1])
    assert all(name.startswith(("Inter", "BricolageGrotesque")) for name in names), names


def test_every_page_bears_number_and_simulated_mark(mapped):
    pages = PdfReader(io.BytesIO(printed(mapped))).pages
    assert 5 <= len(pages) <= 9
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "Données simulées" in text
        if number > 1:
            assert f"page {number}/{len(pages)}" in text


def test_text_says_the_floor_the_refusal_the_source_and_the_licence(mapped):
    text = " ".join(text_of(printed(mapped)).split())
    for words in (
        "Au moins 5 locaux vides repérés",
        "On ne peut pas dire",
        "état au 14 mai 2024",
        "vacancy_rate.v1",
        "ODbL-1.0",
        "Arpenteurs de Saint-Vire",
        "Personne n’a tout vu",
        "Centre-ville, version 1",
    ):
        assert words in text, words


def test_every_figure_stands_in_the_ledger(mapped):
    text = text_of(printed(mapped))
    for figure in mapped.content["figures"]:
        assert figure["formula_id"] in text


def test_printed_again_it_is_the_same_file(mapped):
    first = printed(mapped)
    towns.mapped(mapped.town, vacant=11)
    assert printed(mapped) == first


def test_withdrawn_source_is_said_on_paper(mapped):
    source = mapped.town.sources.get()
    territory_writes.remove_source(
        source=source, by=towns.person(), reason="Le fichier a été retiré par la ville"
    )
    assert EvidenceNode.objects.filter(state=EvidenceNode.State.TO_REDO).exists()
    text = " ".join(text_of(printed(mapped)).split())
    assert "À refaire : Le fichier a été retiré par la ville" in text


def test_rounds_add_the_page_of_the_years():
    place = towns.town()
    towns.surveyed(place, vacant=4, on=towns.FIRST)
    towns.surveyed(place, vacant=9, on=towns.SECOND)
    text = " ".join(text_of(printed(publish(place, towns.SECOND))).split())
    assert "LES ANNÉES" in text
    assert "du 14 mai 2024 au 13 mai 2025" in text


def test_name_without_glyph_is_replaced_and_printed():
    assert printable("Café → 茶, Łódź") == "Café vers ?, Łódz"
    place = towns.town("Saint-中-Vire")
    towns.mapped(place)
    assert "Saint-?-Vire" in text_of(printed(publish(place, towns.FIRST)))


def test_compile_takes_less_than_a_second(mapped):
    printed(mapped)
    began = time.process_time()
    printed(mapped)
    assert time.process_time() - began < 1.0


def test_texts_are_set_and_keys_are_not():
    said = as_set({"text": "Vide : 9 %", "key": "a : b", "day": {"date": "2019-09-01"}})
    assert said == {
        "text": "Vide\u202f: 9\u202f%",
        "key": "a : b",
        "day": "1er\u00a0septembre 2019",
    }


def test_installation_in_english_prints_english(settings):
    settings.LANGUAGE_CODE = "en"
    place = towns.town()
    towns.mapped(place, vacant=5, total=45)
    pdf = printed(publish(place, towns.FIRST))
    text = " ".join(text_of(pdf).split())
    for words in (
        "At least 5 vacant units noted",
        "as of 14 May 2024",
        "Where each figure comes from",
    ):
        assert words in text, words
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "en"
