"""Who reads and who publishes a diagnosis; the poster; what the pages say."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from beffroi.observatory import tasks, writes
from beffroi.observatory.models import Diagnosis, Publication
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes

from . import towns

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    made = towns.town()
    towns.mapped(made, vacant=5, total=45)
    return made


@pytest.fixture
def published(place):
    return writes.publish_diagnosis(
        town=place, perimeter=territory.perimeter(place), on=towns.FIRST, by=None
    )


ASKED = {"perimeter": "centre-ville", "on": towns.FIRST.isoformat()}


def to_publish(place):
    return reverse("publish_diagnosis", args=[place.slug])


def test_advisor_of_the_town_publishes(client, place):
    client.force_login(towns.advisor(place))
    url = reverse("diagnoses", args=[place.slug])
    assert "Publier le diagnostic" in client.get(url).content.decode()
    answer = client.post(to_publish(place), ASKED)
    assert answer.status_code == 302
    row = Publication.objects.of(place).get()
    assert answer["Location"] == reverse("publication", args=[place.slug, row.pk])
    tasks.publish(publication_id=row.pk)
    assert Diagnosis.objects.of(place).get().published_by == row.asked_by != ""


def test_advisor_of_another_town_may_not_publish(client, place):
    client.force_login(towns.advisor(towns.town("Vieux-Moulin", "00043")))
    url = reverse("diagnoses", args=[place.slug])
    assert "Publier le diagnostic" not in client.get(url).content.decode()
    assert client.post(to_publish(place), ASKED).status_code == 403
    assert not Publication.objects.of(place).exists()


def test_stranger_is_asked_to_sign_in(client, place):
    answer = client.post(to_publish(place), ASKED)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))
    assert not Publication.objects.of(place).exists()


def test_town_without_premises_offers_no_form_and_says_why(client):
    bare = towns.town("Vieux-Moulin", "00043")
    client.force_login(towns.advisor(bare))
    page = client.get(reverse("diagnoses", args=[bare.slug])).content.decode()
    assert "Publier le diagnostic" not in page
    assert "il lui faut des locaux relevés" in page


def test_unknown_perimeter_or_day_is_told_by_the_field(client, place):
    client.force_login(towns.advisor(place))
    answer = client.post(to_publish(place), {"perimeter": "ailleurs", "on": "1999-01-01"})
    assert answer.status_code == 422
    assert "field--error" in answer.content.decode()


def test_anybody_reads_the_list_the_page_the_paper_and_the_map(client, place, published):
    for name, args in (
        ("diagnoses", []), ("diagnosis", [1]), ("diagnosis_pdf", [1]), ("diagnosis_drawing", [1, "map"]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[place.slug, *args])).status_code == 200, name


def test_unknown_number_or_drawing_is_not_found(client, place, published):
    for name, args in (("diagnosis", [9]), ("diagnosis_pdf", [9]), ("diagnosis_drawing", [1, "x"])):
        assert client.get(reverse(name, args=[place.slug, *args])).status_code == 404


def test_diagnosis_of_one_town_is_not_read_under_another(client, published):
    other = towns.town("Vieux-Moulin", "00043")
    assert client.get(reverse("diagnosis", args=[other.slug, 1])).status_code == 404


def test_page_opens_each_figure_to_its_evidence(client, place, published):
    page = client.get(reverse("diagnosis", args=[place.slug, 1])).content.decode()
    for figure in published.content["figures"]:
        assert f'id="preuve-{figure["code"]}"' in page
        assert figure["formula_id"] in page
    assert "état au 14\u00a0mai 2024" in page
    assert "Données simulées" in page


def test_page_and_paper_say_to_redo(client, place, published):
    pdf_url = reverse("diagnosis_pdf", args=[place.slug, 1])
    before = client.get(pdf_url).content
    territory_writes.remove_source(
        source=place.sources.get(), by=towns.person(), reason="Fichier retiré"
    )
    page = client.get(reverse("diagnosis", args=[place.slug, 1])).content.decode()
    assert "Fichier retiré" in page
    after = client.get(pdf_url).content
    assert after != before, "what was kept in memory is not served after the ledger changed"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(after)).pages)
    assert "Fichier retiré" in text


def test_page_in_english_has_english_words(client, place, published):
    with override("en"):  # the client leaves the language of its last page behind
        page = client.get(reverse("diagnoses", args=[place.slug])).content.decode()
    assert "Street posters" in page


def test_queries_of_the_pages(client, place, published):
    for name, args in (("diagnoses", []), ("diagnosis", [1]), ("diagnosis_pdf", [1])):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=[place.slug, *args]))
        assert len(asked) <= 12, name


def test_poster_says_one_thing_with_its_source(client, place):
    url = reverse("street_poster", args=[place.slug, "rue-de-la-halle"])
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    for words in (
        "Rue de la Halle",
        "au moins",
        "2",
        "locaux vides sur 15 relevés",
        "état au 14 mai 2024",
        "Données simulées",
    ):
        assert words in text, words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_poster_of_a_street_without_doors_is_not_found(client):
    empty = towns.town("Vieux-Moulin", "00043")
    url = reverse("street_poster", args=[empty.slug, "rue-de-la-halle"])
    assert client.get(url).status_code == 404


def test_every_length_of_street_fits_one_page():
    from beffroi.observatory.reads.posters import qr_code
    from beffroi.observatory.rules.poster import Door, poster
    from beffroi.ui import families
    from beffroi.ui.paper import compile_pdf

    frame = {
        "language": "fr", "town": "Saint-Vire", "title": "Affiche", "simulated": True, "state_on": "état au 1er mai",
        "source": "Relevé", "url": "https://saint-vire.example/rues/x/",
        "words": {"simulated": "Données simulées", "invite": "Scannez.", "qr_alt": "Code", "empty": "Vide"},
    }  # fmt: skip
    for left, right in ((1, 0), (10, 12), (24, 25), (60, 3), (70, 70)):
        sides = {
            "left": [Door("services", n % 3 == 0) for n in range(left)],
            "right": [Door("alimentaire", False)] * right,
        }
        name = "Boulevard du Maréchal-de-Lattre-de-Tassigny prolongé"
        said = poster(name, sides, checked=False, families={"services": "Services"})
        for side in said["sides"]:
            side["doors"] = [
                {**door, "hex": families.hex_of(door["key"])} for door in side["doors"]
            ]
        pdf = compile_pdf("poster", said | frame, {"qr": qr_code(frame["url"])})
        assert len(PdfReader(io.BytesIO(pdf)).pages) == 1, (left, right)
