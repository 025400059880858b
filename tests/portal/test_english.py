"""Whoever reads English reads English: every text of the sources, and every public page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from beffroi.accounts.models import Person
from beffroi.kernel.permission import PUBLIC
from beffroi.portal.demo.clairvoisne import load_clairvoisne
from beffroi.portal.demo.diagnoses import load_diagnoses
from beffroi.portal.demo.footfall import load_footfall
from beffroi.portal.demo.redon import load_redon
from beffroi.portal.demo.studies import load_studies
from beffroi.programme.writes.programmes import load_programme
from beffroi.territory.models import Town
from tests.portal.english import untranslated_texts, walk
from tools.catalogues import SOURCES, Asked, asked_in, translated, untranslated

HIDDEN = re.compile(r"\{n?p?(?:_|gettext)\(")
# public addresses that no link of a public page leads to with GET, each with its reason
NOT_WALKED = {
    "calendar_file": "a calendar by its secret address: no page",
    "sign_out": "a POST",
    "unsubscribe": "its signed token stands in a mail only; tests/accounts reads it in English",
    "openid_connect_login": "a POST",
    "openid_connect_callback": "asked for by a provider, where one is configured",
    "account_login": "another name of sign_in",
    "sign_up": "closed unless an installation opens it",
    "account_signup": "another name of sign_up",
    "accept_invitation": "a secret link",
    "first_account": "a secret link",
    "confirm_email": "a secret link",
    "account_reset_password_from_key": "a secret link",
    "sheet_public": "the towns of this test have published no sheet; tests/programme reads one",
    "shop": "leads to the page that bears the shop's name, which is walked",
    "door_report_thanks": "where a report that was sent leads; tests/premises reads it",
    "trade_plan": "the towns of this test have no plan; tests/premises reads one in English",
    "openapi": "for programs",
    "town_style": "a style sheet, only where a town chose a colour",
    "town_arms": "a picture, only where a town has arms",
    "door_photo": "a picture, only where somebody shows one",
    "open_data_file": "made by the worker; tests/observatory reads them",
    "open_data_schema": "for programs",
    "observatory_document": "made by the worker; tests/observatory reads it",
    "ground_feed": "asked for by the live map only",
    "premises_feed": "asked for by the live map only",
}


def test_every_text_of_the_sources_has_its_english() -> None:
    assert untranslated() == []


def test_planted_texts_are_read_from_code_and_template() -> None:
    template = (
        "{% blocktranslate count n=x %}{{ n }} rue{% plural %}{{ n }} rues{% endblocktranslate %}"
    )
    assert list(asked_in("a.html", template)) == [Asked("%(n)s rue", "%(n)s rues")]
    assert list(asked_in("a.py", "_('Une ' 'rue')")) == [Asked("Une rue")]


def test_planted_translation_with_another_blank_is_refused() -> None:
    assert translated(Asked("%(n)s rue", "%(n)s rues"), ("%(n)s street", "%(n)s streets"))
    assert not translated(Asked("%(n)s rue", "%(n)s rues"), ("%(n)s street", "%(m)s streets"))
    assert not translated(Asked("Une rue"), ("",))


def test_no_text_hides_in_an_f_string() -> None:
    """No extractor looks inside them."""
    hidden = [path.name for path in SOURCES.rglob("*.py") if HIDDEN.search(path.read_text())]
    assert hidden == []
    assert HIDDEN.search("""f"{_('rue')} {n}" """)


def test_planted_text_without_english_is_noted() -> None:
    with untranslated_texts() as missing, translation.override("en"):
        gettext("Phrase plantée sans traduction")
        ngettext("%(n)d étal planté", "%(n)d étals plantés", 2)
        gettext("Carte")
        gettext("This field is required.")
    assert missing == {"Phrase plantée sans traduction", "%(n)d étal planté"}


def public_routes(patterns: list[Any]) -> Iterator[str]:
    """Names of the routes that anybody may open."""
    for pattern in patterns:
        if str(pattern.pattern) == "api/v1/":
            continue  # programs read it, in French
        if not isinstance(pattern, URLPattern):
            yield from public_routes(pattern.url_patterns)
        elif getattr(pattern.callback, "audience", None) == PUBLIC:
            yield str(pattern.name)


def doors(routes: Iterable[str], towns: Iterable[Town]) -> Iterator[str]:
    """The addresses, in English, of the routes that need no more than a town."""
    with translation.override("en"):
        for route in routes:
            for values in ([], *([town.slug] for town in towns)):
                with suppress(NoReverseMatch):
                    yield reverse(route, args=values)


@pytest.mark.django_db
def test_every_public_page_of_the_demo_is_english(client: Any) -> None:
    towns = [load_redon(), load_clairvoisne()]
    load_programme(slug="acv")
    load_footfall(towns[1])
    author = Person.objects.create_person("auteur@example.invalid", "Auteur")
    assert load_studies(towns[1], by=author) and load_diagnoses(towns, by=author)
    routes = set(public_routes(get_resolver().url_patterns))
    with translation.override("en"):  # of the second diagnosis: the first alone is walked
        meeting = reverse("restitution", args=[towns[1].slug, 2])
    # the middleware leaves the last page's language behind it: give back the tests' own
    with untranslated_texts() as missing, translation.override("fr"):
        found = walk(client, meeting, *doors(sorted(routes - set(NOT_WALKED)), towns))
    assert sorted(missing) == []
    walked = set(found.values())
    assert routes - walked - set(NOT_WALKED) == set()
    assert walked & set(NOT_WALKED) == set(), "no longer an exception"
