"""A wide view adds the doors up: every door once, the empty ones among them, from kept or from tables."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.premises import beforehand, reads
from beffroi.premises.reads.gathered import CROWD
from beffroi.premises.views import feeds
from beffroi.territory import keeping, writes
from tests.premises.factories import D19, observe, seen, town

pytestmark = pytest.mark.django_db
BOX = (-0.01, 45.9, 0.05, 46.1)


def doors(count: int = 30):
    place = town()
    told = [
        seen(f"node/{n}", "vacant" if n % 3 == 0 else "occupied", lon=n / 1000)
        for n in range(count)
    ]
    observe(place, D19, *told)
    place.refresh_from_db()
    return place


def test_each_door_is_counted_once() -> None:
    found = reads.gathered(doors(), D19, BOX)
    assert sum(one.doors for one in found) == 30
    assert sum(one.vacant for one in found) == 10
    assert 1 < len(found) < 30
    assert all(BOX[0] <= one.lon <= BOX[2] and BOX[1] <= one.lat <= BOX[3] for one in found)


def test_only_those_of_the_view_and_none_is_no_fault() -> None:
    place = doors()
    west = reads.gathered(place, D19, (-0.0005, 45.9, 0.0095, 46.1))
    assert sum(one.doors for one in west) == 10
    assert reads.gathered(place, D19, (1.0, 1.0, 2.0, 2.0)) == []
    assert reads.gathered(place, D19, (0.001, 46.0001, 0.001, 46.0001))[0].doors == 1


def test_once_known_a_view_asks_nothing() -> None:
    place = doors()
    first = reads.gathered(place, D19, BOX)
    with CaptureQueriesContext(connection) as caught:
        assert reads.gathered(place, D19, BOX) == first
    assert len(caught) == 0


def test_the_worker_keeps_a_city_and_no_town(monkeypatch: pytest.MonkeyPatch) -> None:
    place = doors()
    assert beforehand.doors(place) == {}
    monkeypatch.setattr(beforehand, "MOST", 20)
    assert writes.keep(place.pk, keeping.Maker(CROWD, beforehand.doors)) == 1
    assert sum(one.doors for one in reads.gathered(place, D19, BOX)) == 30


def test_counting_stops_where_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads.how_many(doors(), BOX, 12) == 13
    assert feeds.MOST == 2_000
