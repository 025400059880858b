"""Every URL says who may see it, and a GET writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, path

from beffroi.kernel.permission import AUDIENCES, public
from beffroi.kernel.readonly import ReadOnlyMiddleware

# third-party views, each with the reason why it needs no audience of ours
EXCEPTIONS: dict[str, str] = {}


def undeclared(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """The paths whose view has no audience we know."""
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from undeclared(pattern.url_patterns, where)
        elif getattr(pattern.callback, "audience", None) not in AUDIENCES:
            yield where


def _page(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse()


@public
def _declared(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse()


def test_every_url_declares_its_audience() -> None:
    assert set(undeclared(get_resolver().url_patterns)) == set(EXCEPTIONS)


def test_planted_view_without_audience_is_caught() -> None:
    planted = [path("open/", _declared), path("forgotten/", _page)]
    assert list(undeclared(planted)) == ["forgotten/"]


def test_deny_and_read_only_are_switched_on() -> None:
    assert "beffroi.kernel.permission.AudienceMiddleware" in settings.MIDDLEWARE
    assert "beffroi.kernel.readonly.ReadOnlyMiddleware" in settings.MIDDLEWARE


def _writing(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (n int)")
    return HttpResponse()


@pytest.mark.django_db(transaction=True)
def test_planted_write_on_a_get_is_refused_by_the_database() -> None:
    guarded: Callable[[HttpRequest], HttpResponse] = ReadOnlyMiddleware(_writing)
    with pytest.raises(DatabaseError, match="read-only"):
        guarded(RequestFactory().get("/"))


@pytest.mark.django_db
def test_the_same_write_on_a_post_passes() -> None:
    assert ReadOnlyMiddleware(_writing)(RequestFactory().post("/")).status_code == 200
