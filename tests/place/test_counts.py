"""Counts stored: twice the same file, a later one, one withdrawn; through the import as a whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from beffroi.place import reads, writes
from beffroi.place.models import Counter, HourCount
from beffroi.portal.demo.footfall import WORKS, load_footfall
from beffroi.portal.imports import import_file
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town
from tests.observatory import towns

from .series import MONDAY, series

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    return towns.town()


def source(place: Town, name: str = "") -> Source:
    facts = SourceFacts("footfall", MONDAY)
    return territory.add_source(town=place, facts=facts, label="Compteurs", name=name)


def held(place: Town) -> dict[dt.datetime, int]:
    counter = Counter.objects.of(place).get()
    return dict(reads.hours_of(place, [counter])[counter.pk].counts)


def test_the_same_counts_twice_change_nothing(place: Town) -> None:
    counted = {"Halle": series(MONDAY, 3)}
    first = writes.store_counts(town=place, source=source(place), hours=counted)
    assert (first.new, first.changed, first.new_counters) == (72, 0, 1)
    again = writes.store_counts(town=place, source=source(place, "b"), hours=counted)
    assert (again.new, again.changed, again.unchanged, again.new_counters) == (0, 0, 72, 0)
    assert HourCount.objects.of(place).count() == 72


def test_a_later_file_says_otherwise_and_its_withdrawal_brings_the_first_count_back(
    place: Town,
) -> None:
    counted = series(MONDAY, 1)
    at = next(iter(counted))
    writes.store_counts(town=place, source=source(place), hours={"Halle": counted})
    later = source(place, "corrigé")
    told = writes.store_counts(town=place, source=later, hours={"Halle": {**counted, at: 999}})
    assert (told.new, told.changed) == (0, 1)
    assert held(place)[at] == 999
    later.removed_at = dt.datetime.now(dt.UTC)
    later.save()
    assert held(place)[at] == counted[at]


def test_two_counters_whose_names_make_one_address_have_two(place: Town) -> None:
    counted = series(MONDAY, 1)
    writes.store_counts(
        town=place, source=source(place), hours={"La Halle": counted, "la halle !": counted}
    )
    slugs = set(Counter.objects.of(place).values_list("slug", flat=True))
    assert slugs == {"la-halle", "la-halle-2"}


def test_a_file_of_counts_comes_in_by_the_same_door_as_any(place: Town, tmp_path: Path) -> None:
    lines = [f"Halle;{at:%Y-%m-%dT%H:%MZ};{n}" for at, n in series(MONDAY, 30).items()]
    path = tmp_path / "halle.csv"
    path.write_text("\n".join(["compteur;horodatage;passages", *lines, "Halle;hier;3"]))
    run = import_file(town=place, path=path, by=None)
    assert run.state == "done", run.sentence
    assert run.report["counts"]["hours"]["taken"] == 720
    assert run.report["faults"][0]["line"] == 722
    again = import_file(town=place, path=path, by=None)
    assert again.report["counts"]["hours"] == {
        "read": 720,
        "taken": 0,
        "changed": 0,
        "unchanged": 720,
    }
    place.refresh_from_db()
    [one] = reads.weeks_of(place)
    assert one.weeks[0].index == pytest.approx(100)


def test_weeks_are_counted_once_for_the_same_data(
    place: Town, django_assert_num_queries: Any
) -> None:
    writes.store_counts(town=place, source=source(place), hours={"Halle": series(MONDAY, 30)})
    place.refresh_from_db()
    reads.weeks_of(place)
    with django_assert_num_queries(0):
        reads.weeks_of(place)


def test_demo_counts_show_its_festival_its_works_and_its_failures(place: Town) -> None:
    load_footfall(place)
    load_footfall(place)
    place.refresh_from_db()
    counted = {one.counter.slug: one for one in reads.weeks_of(place)}
    assert {gap.why for gap in counted["rue-marchande-simule"].gaps} == {"silent"}
    assert sum(gap.hours for gap in counted["quai-simule"].gaps) == 240
    night = reads.events_of(place).get(name__startswith="Nuit")
    told = {counter.slug: found.verdict for counter, found in reads.measured(place, night)}
    assert set(told.values()) == {"above"}
    flea = reads.events_of(place).get(name__startswith="Brocante")
    assert {found.verdict for _counter, found in reads.measured(place, flea)} == {"ordinary"}
    works = next(week for week in counted["rue-marchande-simule"].weeks if week.monday == WORKS[0])
    assert works.index is not None and works.index < 70


def test_hours_of_an_overseas_town_are_those_of_its_walls(tmp_path: Path) -> None:
    far = towns.town("Bourg-Lointain", "97498")
    path = tmp_path / "far.csv"
    path.write_text("compteur;date heure;total\nHalle;2025-07-01 10:00;12\n")
    assert import_file(town=far, path=path, by=None).state == "done"
    assert list(held(far)) == [dt.datetime(2025, 7, 1, 6, tzinfo=dt.UTC)]
