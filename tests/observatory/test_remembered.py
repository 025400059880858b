"""What a process keeps of its towns: by what it holds, three hundred of them within the bound."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from beffroi.observatory import reads
from beffroi.observatory.reads import cache

TOWN = 390_000  # bytes asked of a town on its first page and its dashboard (measured in the demo)


@pytest.fixture(autouse=True)
def empty() -> Any:
    reads.forget()
    yield
    reads.forget()


def town(pk: int) -> Any:
    return SimpleNamespace(pk=pk, data_version=1, population=None)


def test_three_hundred_towns_stay_and_the_least_lately_asked_goes_first() -> None:
    asked: list[int] = []

    @reads.remembered
    def answer(town: Any) -> bytes:
        asked.append(town.pk)
        return bytes(TOWN)

    for _again in range(2):
        for pk in range(300):
            answer(town(pk))
    assert asked == list(range(300))
    assert cache._kept.held <= cache.MOST
    answer(town(0))
    for pk in range(300, 400):  # a hundred more: the first asked since long goes, town 0 stays
        answer(town(pk))
    assert cache._kept.held <= cache.MOST
    before = len(asked)
    answer(town(0))
    assert len(asked) == before
    answer(town(1))
    assert len(asked) == before + 1


def test_nothing_is_an_answer_and_a_default_asked_or_not_is_one() -> None:
    asked = []

    @reads.remembered
    def answer(town: Any, on: dt.date, *, perimeter: Any = None, known_on: Any = None) -> None:
        asked.append(on)

    place, day = town(1), dt.date(2026, 5, 4)
    answer(place, day)
    answer(place, on=day)
    answer(place, day, known_on=None, perimeter=None)
    assert asked == [day]
    answer(place, day, known_on=day)
    answer(SimpleNamespace(pk=1, data_version=2, population=None), day)
    assert len(asked) == 3


def test_what_is_counted_while_it_may_be_rolled_back_is_not_kept() -> None:
    asked = []

    @reads.remembered
    def answer(town: Any) -> int:
        asked.append(town.pk)
        return 1

    with reads.unkept():
        answer(town(1)), answer(town(1))
    answer(town(1))
    assert len(asked) == 3
