"""No query and no path, however malformed, makes a page fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import cycle, islice
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from beffroi.config import urls
from tests.observatory.towns import advisor, surveyed, town
from tests.security.addresses import HOSTILE, addresses, parameters, routes

# how a query is asked for one of its parameters, how for all it has, and how handed on unread
ONE = ("__getitem__", "get", "getlist", "__contains__", "pop", "setdefault")
ALL = ("__iter__", "items", "keys", "values", "lists", "dict")
WHOLE = ("copy", "__copy__", "__deepcopy__", "urlencode")
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
    """Fills with those of `names` that a query of the client, or a copy of it, is asked for."""
    found: set[str] = set()
    copies, handed = list[QueryDict](), list[str]()
    kept = {word: getattr(QueryDict, word) for word in (*ONE, *ALL, *WHOLE)}

    def noting(word: str) -> Any:
        def note(query: QueryDict, *given: Any, **more: Any) -> Any:
            # others are filled by the same words
            ours = not query._mutable or any(query is one for one in copies)
            if ours and not handed:
                found.update(names & {given[0]} if word in ONE else names)
            return kept[word](query, *given, **more)

        return note

    def handing(word: str) -> Any:
        def hand(query: QueryDict, *given: Any, **more: Any) -> Any:
            handed.append(word)
            try:
                made = kept[word](query, *given, **more)
            finally:
                handed.pop()
            copies.extend([made] if isinstance(made, QueryDict) else [])
            return made

        return hand

    with pytest.MonkeyPatch.context() as patch:
        for word in kept:
            patch.setattr(QueryDict, word, handing(word) if word in WHOLE else noting(word))
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


def test_what_a_copy_is_asked_for_is_found_and_what_is_handed_on_is_not() -> None:
    query = QueryDict("page=1&rue=2&step=3")
    with asked_of_queries({"page", "rue", "step"}) as asked:
        handed = query.copy()
        handed["rue"] = "x"
        handed.urlencode()
        assert asked == set()
        handed.get("page")
        assert asked == {"page"}
        sorted(query.items())
        assert asked == {"page", "rue", "step"}


@pytest.mark.timeout(600)  # several hundred pages
@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail(place: Any, walker: Client) -> None:
    assert walk(walker, place, turn()) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_no_hostile_query_makes_a_page_fail_whichever_the_value(place: Any, walker: Client) -> None:
    assert walk(walker, place, turn(), times=len(HOSTILE)) == []


def door(route: URLPattern) -> str:
    """What reads the hostile place first: the door's finder, one for many routes, else the view."""
    need = getattr(route.callback, "need", None)
    return need.obj if need and need.obj in route.pattern.converters else f"view {route.name}"


def hostile_paths(town: str, *, whichever: bool = False) -> list[str]:
    """Each route with hostile values in its places, where its converter lets them through.

    All of them once for each that reads them; one, another each time, for the routes behind the
    same door, which answers before their views; with `whichever` all of them for each.
    """
    found, read, values = set[str](), set[str](), turn()
    for route in routes():
        one = not whichever and door(route) in read
        let_through = paths_of(route, town, islice(values, len(HOSTILE)))
        for path in islice(let_through, 1 if one else None):
            found.add(path)
            read.add(door(route))
    return sorted(path for path in found if path.count("/") > 2)


def paths_of(route: URLPattern, town: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        places = dict.fromkeys(route.pattern.converters, value) | {"town": town}
        with suppress(NoReverseMatch):
            yield reverse(str(route.name), kwargs=places)


@contextmanager
def undrawn(code: int) -> Iterator[None]:
    """Errors say no more than their status: to draw their page costs more than all before it."""
    with pytest.MonkeyPatch.context() as patch:
        bare = HttpResponse(status=code)
        patch.setattr(urls, f"handler{code}", lambda *_asked, **_why: bare)
        yield


def walk_paths(client: Client, paths: list[str]) -> list[str]:
    """The failures; one path in eighteen, so each value in turn, draws its error page."""
    found = []
    for number, path in enumerate(paths):
        with nullcontext() if number % (len(HOSTILE) + 1) == 0 else undrawn(404):
            found += failures(client, path, [{}])
    return found


def test_routes_behind_one_door_share_its_hostile_values() -> None:
    every, some = hostile_paths("ici", whichever=True), hostile_paths("ici")
    assert set(some) <= set(every) and len(some) < len(every) / 2

    def shapes(paths: list[str]) -> set[str]:
        read = ([unquote(part) for part in path.split("/")] for path in paths)
        return {"/".join("*" if part in HOSTILE else part for part in one) for one in read}

    assert shapes(some) == shapes(every), "a route is walked by no value"


@pytest.mark.django_db
def test_no_hostile_place_in_a_path_makes_a_page_fail(place: Any, walker: Client) -> None:
    paths = hostile_paths(place.slug)
    assert len(paths) > 100, "no converter let anything through"
    assert walk_paths(walker, paths) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_no_hostile_place_makes_a_page_fail_whichever_the_value(place: Any, walker: Client) -> None:
    assert walk_paths(walker, hostile_paths(place.slug, whichever=True)) == []


@pytest.mark.django_db
def test_null_character_is_told_and_never_reaches_the_database(client: Client) -> None:
    answer = client.get("/methodes/?q=%00")
    assert answer.status_code == 400
    assert "caractère" in answer.content.decode()
