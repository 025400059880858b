"""What another site may show of a town: framed anywhere, nothing run, nothing kept, nothing else framed."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.territory.models import Town
from tests.observatory import towns

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    place = towns.town()
    towns.surveyed(place, vacant=9)
    return place


@pytest.mark.parametrize("what", ["carte", "chiffre"])
def test_framed_anywhere_without_script_or_cookie(town: Town, what: str) -> None:
    path = f"/{town.slug}/integrer/{what}/"
    Client().get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = Client().get(path)
    said = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in said and "script-src 'none'" in said
    assert "default-src 'none'" in said
    assert "X-Frame-Options" not in answer and not answer.cookies
    text = answer.content.decode()
    assert "<script" not in text and "<nav" not in text and "<form" not in text
    assert len(caught) <= 12


def test_every_other_page_stays_unframed(town: Town) -> None:
    for path in ("", "carte/", "donnees-ouvertes/", "indicateurs/"):
        answer = Client().get(f"/{town.slug}/{path}")
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


def test_lines_to_paste_and_card_lead_to_the_page(town: Town) -> None:
    text = Client().get(f"/{town.slug}/donnees-ouvertes/").content.decode()
    cards = re.findall(r'application/json\+oembed"[^>]*href="([^"]+)"', text)
    assert len(cards) == 2
    for card in cards:
        told = Client().get(html.unescape(card)).json()
        assert told["type"] == "rich" and told["version"] == "1.0"
        found = re.search(r'src="([^"]+)"', told["html"])
        assert found is not None
        assert Client().get(found[1].removeprefix("http://testserver")).status_code == 200
    assert text.count("&lt;iframe") == 2


def test_a_card_is_of_our_pages_only(town: Town) -> None:
    path = f"/{town.slug}/integrer/oembed.json"
    assert Client().get(path, {"url": "https://elsewhere.example/"}).status_code == 404
    assert Client().get(path, {"format": "xml"}).status_code == 501
