"""No query and no path, however malformed, makes a page fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.observatory.towns import advisor, surveyed, town
from tests.security.addresses import HOSTILE, addresses, parameters, routes

# how a query is asked for one of its parameters, and how for all it has
ONE = ("__getitem__", "get", "getlist", "__contains__", "pop", "setdefault")
ALL = ("__iter__", "items", "keys", "values", "lists", "copy", "__copy__", "dict", "urlencode")
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


@contextmanager
def asked_of_queries(names: set[str]) -> Iterator[set[str]]:
    """Fills with those of `names` that a query of the client is asked for meanwhile."""
    found: set[str] = set()
    kept = {word: getattr(QueryDict, word) for word in (*ONE, *ALL)}

    def noting(word: str) -> Any:
        def note(query: QueryDict, *given: Any, **more: Any) -> Any:
            if not query._mutable:  # it is filled by the same words
                found.update(names & {given[0]} if word in ONE else names)
            return kept[word](query, *given, **more)

        return note

    with pytest.MonkeyPatch.context() as patch:
        for word in kept:
            patch.setattr(QueryDict, word, noting(word))
        yield found


def failures(client: Client, address: str, queries: Iterable[dict[str, str]]) -> list[str]:
    """The queries that this address answers with a failure of ours."""
    answers = ((query, client.get(address, query).status_code) for query in queries)
    return [f"{address} {str(query)[:80]}: {status}" for query, status in answers if status == 500]


def turn() -> Iterator[str]:
    return cycle(HOSTILE)


def walk_address(
    client: Client, address: str, names: set[str], values: Iterator[str], times: int
) -> tuple[list[str], set[str]]:
    """Each parameter the address asks for, alone: a second would hide the first. The others all
    together: what is never asked for can do harm only as a piece of the whole query."""
    faults, tried = failures(client, address, [{}]), set[str]()
    with asked_of_queries(names) as asked:
        while True:
            rest = sorted(names - tried)
            together = [dict.fromkeys(rest, next(values)) for _ in range(times if rest else 0)]
            faults += failures(client, address, together)
            if asked <= tried:
                return faults, tried
            for name in sorted(asked - tried):
                faults += failures(client, address, ({name: next(values)} for _ in range(times)))
                tried.add(name)


def walk(client: Client, place: Any, values: Iterator[str], times: int = 1) -> list[str]:
    """The failures of each address of the installation, each parameter with `times` values."""
    names = set(parameters())
    assert {"page", "bbox", "rue", "format"} <= names, "the parameters were not found"
    walked = sorted({address for address, _route in addresses(KNOWN | {"town": place.slug})})
    assert len(walked) > 20, "the routes were not walked"
    told = [walk_address(client, address, names, values, times) for address in walked]
    alone = set[str]().union(*(tried for _faults, tried in told))
    assert {"page", "bbox", "rue", "format"} <= alone, "no page was seen asking for its parameters"
    return [fault for faults, _tried in told for fault in faults]


class Planted:
    """A page that asks for `step` only when it was given `page`, and fails on a `step` alone."""

    def __init__(self) -> None:
        self.queries: list[dict[str, str]] = []

    def get(self, _address: str, query: dict[str, str]) -> HttpResponse:
        self.queries.append(query)
        asked = QueryDict(urlencode(query))
        if asked.get("page"):
            asked.get("step")
        return HttpResponse(status=500 if set(query) == {"step"} else 200)


def test_planted_failure_of_a_parameter_asked_for_late_is_found() -> None:
    page: Any = Planted()
    faults, tried = walk_address(page, "/p/", {"page", "rue", "step"}, iter("abcdefgh"), 1)
    assert len(faults) == 1
    assert tried == {"page", "step"}
    given = [set(query) for query in page.queries]
    assert given == [set(), {"page", "rue", "step"}, {"page"}, {"step"}, {"rue"}]


@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail(place: Any, walker: Client) -> None:
    assert walk(walker, place, turn()) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail_whichever_the_value(place: Any, walker: Client) -> None:
    assert walk(walker, place, turn(), times=len(HOSTILE)) == []


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
