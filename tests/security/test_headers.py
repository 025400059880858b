"""Every answer carries the headers that keep a browser to what we meant."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest
from django.test import Client

from tests.observatory.towns import advisor, surveyed, town
from tests.security.addresses import addresses

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICT = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
# A block of JSON is read, never run.
INLINE = re.compile(
    rb"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<style|\son[a-z]+=\"|\sstyle=\"|javascript:",
    re.I,
)
# Framed anywhere on purpose, under a policy of their own: tests/observatory/test_embeds.py
FRAMED = ("/integrer/carte/", "/integrer/chiffre/", "/integrer/oembed.json")


def policy(answer: Any) -> dict[str, str]:
    """The Content-Security-Policy by directive."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def faults(answer: Any) -> list[str]:
    """What is missing or too lax in the headers and the page of one answer."""
    found = [name for name, value in EXPECTED.items() if answer.get(name) != value]
    given = policy(answer) if "Content-Security-Policy" in answer else {}
    found += [name for name, value in STRICT.items() if given.get(name) != value]
    if "text/html" in answer.get("Content-Type", "") and INLINE.search(answer.content):
        found.append("inline script or style")
    if (
        answer.content
        and "charset" not in answer["Content-Type"]
        and "text/" in answer["Content-Type"]
    ):
        found.append("no charset")
    return found


def walked(client: Client, slug: str) -> dict[str, Any]:
    known = {"town": slug, "slug": "rue-de-la-halle", "step": 1}
    page = {"headers": {"accept": "text/html"}}
    ours = (one for one, _route in addresses(known) if not one.endswith(FRAMED))
    found = {address: client.get(address, **page) for address in ours}
    assert len(found) > 20, "the routes were not walked"
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("signed", [False, True])
def test_every_answer_carries_the_strict_headers(signed: bool, client: Client) -> None:
    place = town()
    surveyed(place)
    if signed:
        client.force_login(advisor(place))
    answers = {**walked(client, place.slug), "404": client.get("/nulle-part/la/")}
    assert {address: faults(a) for address, a in answers.items() if faults(a)} == {}


@pytest.mark.django_db
def test_what_a_signed_in_person_sees_is_kept_nowhere(client: Client) -> None:
    place = town()
    client.force_login(advisor(place))
    answers = walked(client, place.slug)
    read = [a for a in answers.values() if a.wsgi_request.session.accessed]
    assert len(read) > 5, "no page read the session"
    assert [a for a in read if "no-store" not in a.get("Cache-Control", "")] == []


@pytest.mark.django_db
def test_monitors_are_told_as_they_are(client: Client) -> None:
    answer = client.get("/sante/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_files_of_ours_carry_the_policy(settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    with closing(Client().get("/static/ui/belfry.svg")) as answer:
        _check_file(answer)


def _check_file(answer: Any) -> None:
    assert answer.status_code == 200
    assert policy(answer)["script-src"] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_planted_inline_script_is_caught() -> None:
    assert INLINE.search(b'<p onclick="x()">')
    assert INLINE.search(b"<script>x()</script>")
    assert INLINE.search(b'<script type="module">x()</script>')
    assert not INLINE.search(b'<script id="words" type="application/json">{}</script>')
    assert not INLINE.search(b'<script type="module" src="/static/a.js"></script>')


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH"])
@pytest.mark.django_db
def test_methods_we_do_not_use_are_refused(method: str, client: Client) -> None:
    assert client.generic(method, "/").status_code in {403, 405}
