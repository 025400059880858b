"""No query and no path, however malformed, makes a page fail."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import cycle, product
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.observatory.towns import advisor, surveyed, town
from tests.security.addresses import HOSTILE, addresses, parameters, routes

KNOWN = {"slug": "rue-de-la-halle", "code": "35236", "step": 1, "key": "nobody"}


@pytest.fixture
def place() -> Any:
    made = town()
    surveyed(made)
    return made


@pytest.fixture
def walker(client: Client, place: Any) -> Client:
    """Somebody who acts for the town, and to whom a failure is an answer."""
    client.force_login(advisor(place))
    client.raise_request_exception = False
    return client


def failures(client: Client, address: str, queries: Iterable[dict[str, str]]) -> list[str]:
    """The queries that this address answers with a failure of ours."""
    answers = ((query, client.get(address, query).status_code) for query in queries)
    return [f"{address} {str(query)[:80]}: {status}" for query, status in answers if status == 500]


def walk(client: Client, place: Any, values: int) -> list[str]:
    """The failures of each address with one hostile parameter: a second would hide the first."""
    names = parameters()
    assert {"page", "bbox", "rue", "format"} <= set(names), "the parameters were not found"
    walked = sorted({address for address, _route in addresses(KNOWN | {"town": place.slug})})
    assert len(walked) > 20, "the routes were not walked"
    turn = cycle(HOSTILE)
    return [
        fault
        for address, name in product(walked, names)
        for fault in failures(client, address, [{name: next(turn)} for _ in range(values)])
    ]


@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail(place: Any, walker: Client) -> None:
    assert walk(walker, place, values=1) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail_whichever_the_value(place: Any, walker: Client) -> None:
    assert walk(walker, place, values=len(HOSTILE)) == []


def hostile_paths(town: str) -> list[str]:
    """Each route with each hostile value in its places, where its converter lets it through."""
    found = []
    for route, value in product(routes(), HOSTILE):
        places = dict.fromkeys(route.pattern.converters, value) | {"town": town}
        with suppress(NoReverseMatch):
            found.append(reverse(str(route.name), kwargs=places))
    return sorted(set(found))


@pytest.mark.django_db
def test_no_hostile_place_in_a_path_makes_a_page_fail(place: Any, walker: Client) -> None:
    paths = [path for path in hostile_paths(place.slug) if path.count("/") > 2]
    assert len(paths) > 10, "no converter let anything through"
    assert [fault for path in paths for fault in failures(walker, path, [{}])] == []


@pytest.mark.django_db
def test_null_character_is_told_and_never_reaches_the_database(client: Client) -> None:
    answer = client.get("/methodes/?q=%00")
    assert answer.status_code == 400
    assert "caractère" in answer.content.decode()
