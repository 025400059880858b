"""The page in another language: what the framework finds by looking the path up, without looking."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.test import RequestFactory
from django.urls import Resolver404, resolve, translate_url
from django.utils.translation import override

from beffroi.ui.addresses import here_in

PATHS = [
    ("fr", "/", "/en/"),
    ("fr", "/connexion/?next=/redon/donnees/", "/en/sign-in/?next=/redon/donnees/"),
    ("fr", "/redon/indicateurs/?date=2024-01-01&perimetre=centre", None),
    ("fr", "/redon/rues/grande-rue/affiche.pdf", None),
    ("fr", "/redon/donnees/imports/12/", None),
    ("en", "/en/redon/indicators/?known=%C3%A9t%C3%A9", None),
    ("en", "/en/", "/"),
    ("fr", "/pas/une/page/d/ici/du/tout/", "/pas/une/page/d/ici/du/tout/"),
    ("fr", "/api/v1/towns?page=2", None),
]


@pytest.mark.parametrize(("shown", "path", "wanted"), PATHS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_is_what_the_framework_finds(
    shown: str, path: str, wanted: str | None, language: str
) -> None:
    request = RequestFactory().get(path)
    with override(shown):
        with suppress(Resolver404):  # no such page: told by error.html
            request.resolver_match = resolve(request.path)
        found = here_in(request, language)
        assert found == translate_url(request.get_full_path(), language)
    if wanted is not None and language != shown:
        assert found == wanted


def test_without_a_request_the_first_page() -> None:
    assert (here_in(None, "fr"), here_in(None, "en")) == ("/", "/en/")
