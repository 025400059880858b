"""The day it is in a town overseas: at midnight, and on the night when Paris changes its clocks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from beffroi.kernel import permission
from beffroi.territory.models import Town
from beffroi.territory.reads import today_in
from beffroi.territory.reads.clock import _zones, zone_of
from beffroi.territory.town_time import TownTime

UTC = dt.UTC
RENNES, FORT_DE_FRANCE, SAINT_DENIS, NOUMEA = "35238", "97209", "97411", "98818"


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (at(24, 21, 59), (24, 24, 25, 25)),  # 23:59 in Paris, summer time
        (at(24, 22, 0), (25, 24, 25, 25)),  # midnight in Paris
        (at(25, 0, 59), (25, 24, 25, 25)),  # 2:59, before the clocks go back
        (at(25, 1, 0), (25, 24, 25, 25)),  # 2:00 again
        (at(25, 3, 59), (25, 24, 25, 25)),
        (at(25, 4, 0), (25, 25, 25, 25)),  # midnight in Martinique
        (at(25, 13, 0), (25, 25, 25, 26)),  # midnight in Nouméa
        (at(25, 20, 0), (25, 25, 26, 26)),  # midnight in Réunion
        (at(25, 22, 30), (25, 25, 26, 26)),  # 23:30 in Paris, winter time
        (at(25, 23, 0), (26, 25, 26, 26)),
    ],
)
def test_each_town_has_its_own_midnight(now: dt.datetime, days: tuple[int, ...]) -> None:
    codes = (RENNES, FORT_DE_FRANCE, SAINT_DENIS, NOUMEA)
    assert tuple(today_in(code, now).day for code in codes) == days


def test_every_zone_is_known_and_the_mainland_keeps_that_of_the_installation() -> None:
    offsets = {
        prefix: zone_of(prefix + "01").utcoffset(at(25, 12).replace(tzinfo=None))
        for prefix, _zone in _zones()
    }
    hours = {prefix: found.total_seconds() / 3600 for prefix, found in offsets.items() if found}
    assert hours == {
        "971": -4, "972": -4, "973": -3, "974": 4, "975": -2, "976": 3, "977": -4, "978": -4,
        "986": 12, "987": -10, "988": 11, "98719": -9,
        **dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), -9.5),
    }  # fmt: skip
    assert str(zone_of("2A004")) == str(zone_of("75056")) == "Europe/Paris"


@pytest.mark.django_db
def test_page_of_a_town_is_of_its_own_day_and_the_next_page_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for code in (FORT_DE_FRANCE, RENNES):
        Town.objects.create(insee_code=code, name=f"Ville {code}", slug=f"ville-{code}")
    monkeypatch.setattr(timezone, "now", lambda: at(24, 23))
    told = []

    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        clock.process_view(request, answer, (), {"town": slug} if slug else {})
        told.append(timezone.localdate().day)
        return HttpResponse()

    for slug in (f"ville-{FORT_DE_FRANCE}", f"ville-{RENNES}", "", "nulle-part"):
        clock = TownTime(lambda request, slug=slug: answer(request, slug))
        with permission.keeping():
            clock(HttpRequest())
    assert told == [24, 25, 25, 25]
    assert timezone.localdate().day == 25
