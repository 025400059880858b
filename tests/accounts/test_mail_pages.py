"""The page beside the text of a mail: same words, the town's colour, nothing fetched from elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from beffroi.accounts import mails
from beffroi.accounts.models import Person
from beffroi.accounts.rules.mail_parts import LINK, PARAGRAPH, POINTS, Part, parts_of
from beffroi.territory import writes as territory
from beffroi.ui.contrast import AA, contrast
from beffroi.ui.tokens import dark, light

from .test_mails import deliver, say

LINK_TO = "https://beffroi.example/mot-de-passe/abc-123/"
WORDS = st.text("aé - 1", max_size=12)


def test_a_text_is_cut_into_paragraphs_lists_and_its_link() -> None:
    text = f"Bonjour,\n\nCe que vous y ferez :\n- lire\n- écrire\n\n{LINK_TO}\n\nMerci."
    assert parts_of(text, LINK_TO) == [
        Part(PARAGRAPH, ("Bonjour,",)),
        Part(PARAGRAPH, ("Ce que vous y ferez :",)),
        Part(POINTS, ("lire", "écrire")),
        Part(LINK, (LINK_TO,)),
        Part(PARAGRAPH, ("Merci.",)),
    ]


@given(st.lists(WORDS, max_size=6))
def test_no_word_is_lost(lines: list[str]) -> None:
    kept = " ".join(line for part in parts_of("\n\n".join(lines)) for line in part.lines).split()
    assert "".join(kept).replace("-", "") == "".join("".join(lines).split()).replace("-", "")


class Page(HTMLParser):
    """What a mail's page asks for and says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, Any]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page_of(sent: Any) -> Page:
    (one,) = sent.alternatives
    assert one.mimetype == "text/html"
    found = Page(one.content)
    assert not {"img", "script", "link", "iframe", "form"} & {tag for tag, _attrs in found.tags}
    assert "url(" not in one.content and "@import" not in one.content
    assert all(table["role"] == "presentation" for table in found.all("table"))
    assert len(found.all("h1")) == 1
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_account_s_mail_says_the_same_twice(owner: Person, language: str) -> None:
    owner.language = language
    mails.send("password_reset_key", owner.email, reader=owner, link=LINK_TO)
    (sent,) = mail.outbox
    found = page_of(sent)
    assert found.all("html") == [{"lang": language}]
    (button,) = found.all("a")
    assert re.sub("^/en", "", button["href"]).endswith("/mot-de-passe/abc-123/")
    assert button["href"] in sent.body
    for line in filter(None, map(str.strip, sent.body.splitlines())):
        assert line in found.words, line


@pytest.mark.django_db
def test_a_name_is_no_markup(owner: Person) -> None:
    owner.name = "<b>Odile</b> & fils"
    mails.send("erasure_asked", owner.email, reader=owner, day=dt.date(2026, 5, 1))
    (sent,) = mail.outbox
    assert "<b>Odile</b> & fils" in sent.body
    assert "&lt;b&gt;Odile&lt;/b&gt; &amp; fils" in sent.alternatives[0].content
    assert page_of(sent).all("b") == []


@pytest.mark.django_db
def test_a_digest_wears_the_colour_of_each_town_readable_by_day_and_night(
    owner: Person, trial: Any
) -> None:
    for code, name, accent in (("35236", "Redon", "#ffd400"), ("35238", "Rennes", "")):
        place = territory.open_town(insee_code=code, name=name, by=None)
        type(place).objects.filter(pk=place.pk).update(accent=accent)
        say(owner, "2026-03-28T09:00", name, town_key=code, url=f"/{place.slug}/donnees/")
    assert deliver("2026-03-29T07:00") == 1
    (sent,) = mail.outbox
    found = page_of(sent)
    redon, rennes = (
        re.search("#[0-9a-f]{6}", one["style"]) for one in found.all("h2") if "padding-left" in one["style"]
    )  # fmt: skip
    assert redon and rennes and rennes.group() == light()["slate"]
    assert redon.group() not in ("#ffd400", light()["slate"])
    assert contrast(redon.group(), light()["paper"]) >= AA
    by_night = re.findall(r"\.t\d { color: (#\w+)", sent.alternatives[0].content)
    assert len(by_night) == 2
    assert min(contrast(one, dark()["paper"]) for one in by_night) >= AA


@pytest.mark.django_db
def test_a_mail_of_one_town_is_its_colour_from_the_head_on(owner: Person, trial: Any) -> None:
    place = territory.open_town(insee_code="35236", name="Redon", by=None)
    type(place).objects.update(accent="#7a2048")
    say(owner, "2026-03-28T09:00", town_key="35236")
    deliver("2026-03-29T07:00")
    assert page_of(mail.outbox[0]).words.count("Redon") == 1
    assert "3px solid #7a2048" in mail.outbox[0].alternatives[0].content
