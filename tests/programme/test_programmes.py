"""Programmes on a day: two dates, two sourced answers; towns and communes; axes become pillars."""

from __future__ import annotations

import datetime as dt
import os
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.period import between
from beffroi.programme.models import Amendment, Programme, ProgrammeMember
from beffroi.programme.reads.axis_tree import filings_of
from beffroi.programme.reads.programmes import began, extensions, rows_of, said, standing
from beffroi.programme.rules.spells import Entry, Listing, reference, spells
from beffroi.programme.writes import axes as axes_writes
from beffroi.programme.writes.programmes import load_programme

from . import made

START, MIDDLE, LAST = dt.date(2018, 3, 27), dt.date(2023, 6, 30), dt.date(2024, 4, 30)
LISTS = (
    Listing("first", dt.date(2023, 12, 31), "first list"),
    Listing("second", dt.date(2024, 4, 1), "second list"),
)
ENTRIES = (Entry(1, 9, "announced", on=START), Entry(10, 99, "seen", seen=MIDDLE))


def test_a_commune_named_twice_has_one_time_since_the_known_day() -> None:
    (found,) = spells({"first": "acv-003", "second": "ACV003"}, LISTS, ENTRIES)
    assert (found.start, found.end, found.seen) == (START, None, None)
    assert "first list" in found.source and "second list" in found.source


def test_an_unknown_day_of_entry_stays_unknown() -> None:
    (found,) = spells({"first": "acv-012", "second": "ACV012"}, LISTS, ENTRIES)
    assert (found.start, found.seen) == (None, MIDDLE)


def test_who_is_no_longer_named_is_closed_by_the_list_that_shows_it() -> None:
    (found,) = spells({"first": "acv-003"}, LISTS, ENTRIES)
    assert (found.start, found.end) == (START, LISTS[1].on)
    assert "jour inconnu" in found.source


def test_a_town_that_joins_another_has_two_times() -> None:
    old, new = spells({"first": "acv-003", "second": "ACV004"}, LISTS, ENTRIES)
    assert (old.ref, old.end) == ("ACV003", new.start)
    assert (new.ref, new.start, new.end) == ("ACV004", LISTS[1].on, None)


@given(
    st.fixed_dictionaries(
        {}, optional={"first": st.integers(1, 120), "second": st.integers(1, 120)}
    )
)
def test_times_never_overlap_and_follow_one_another(numbers: dict[str, int]) -> None:
    told = {name: f"acv-{number:03}" for name, number in numbers.items()}
    found = spells(told, LISTS, ENTRIES)
    assert bool(found) == bool(told)
    for one, after in pairwise(found):
        assert one.end is not None and after.start is not None and one.end <= after.start
    assert all(one.end is not None for one in found[:-1])
    assert {reference(ref) for ref in told.values()} == {one.ref for one in found}


@pytest.mark.django_db
@pytest.mark.system("000-01")
def test_the_number_asked_on_two_dates_gets_two_sourced_answers() -> None:
    programme = load_programme(slug="acv")
    rows = rows_of(programme)
    first, middle, last = (standing(rows, day) for day in (START, MIDDLE, LAST))
    assert (first.towns, first.communes) == (222, 235)
    assert (middle.towns, middle.communes) == (229, 242)
    assert (last.towns, last.communes) == (230, 244)
    assert all(source for there in (first, middle) for source, _n in there.sources)
    assert standing(rows, dt.date(2018, 3, 26)).communes == 0
    before = standing(rows, dt.date(2021, 1, 1), began(programme))
    assert before.communes == 235 and before.maybe == 11  # seven, then four: since when, unknown
    client = Client()
    pages = [
        client.get(f"/programmes/acv/?date={day.isoformat()}").content.decode()
        for day in (START, MIDDLE)
    ]
    assert "222" in pages[0] and "27/03/2018" in pages[0]
    assert "229" in pages[1] and "242" in pages[1] and "Localtis" in pages[1]


@pytest.mark.django_db
def test_what_is_published_stands_beside_what_the_list_gives() -> None:
    programme = load_programme(slug="acv")
    told = {(one.count.on, one.count.unit): (one.count.number, one.ours)
            for one in said(programme, rows_of(programme))}  # fmt: skip
    assert told[START, "town"] == (222, 222)
    assert told[dt.date(2022, 11, 21), "commune"] == (234, 235)  # sources differ by one: shown
    assert told[MIDDLE, "commune"] == (242, 242)
    assert told[dt.date(2024, 4, 1), "commune"] == (244, 244)


@pytest.mark.django_db
def test_loading_twice_writes_nothing_and_a_change_keeps_what_was_known() -> None:
    load_programme(slug="acv")
    rows = set(ProgrammeMember.objects.values_list("pk", "recorded"))
    call_command("load_programme")
    assert set(ProgrammeMember.objects.values_list("pk", "recorded")) == rows
    one = ProgrammeMember.objects.filter(insee_code="82033").get()
    ProgrammeMember.objects.filter(pk=one.pk).update(source="une source ancienne")
    load_programme(slug="acv")
    held = ProgrammeMember.objects.filter(insee_code="82033").order_by("pk")
    assert [row.recorded.upper is None for row in held] == [False, True]
    with pytest.raises(CommandError):
        call_command("load_programme", "inconnu")


@pytest.mark.django_db
@pytest.mark.system("001-02")
def test_a_sheet_of_2019_shows_its_axis_and_its_pillar_of_2023() -> None:
    programme = load_programme(slug="acv")
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    row = made.agreement(
        place, chamber, hall, programme=programme,
        valid=between(dt.date(2019, 1, 1), dt.date(2027, 1, 1)),
    )  # fmt: skip
    trade = next(one for one in axes_writes.take_axes(agreement=row, by=None) if one.code == "2")
    sheet = made.sheet(row, axis=trade, start=dt.date(2019, 5, 1), status="in_progress")
    axes_writes.refile_by_mapping(agreement=row, on=dt.date(2023, 7, 1), by=None)
    first, second = filings_of(sheet)
    assert (first.axis.name, second.axis.code) == (trade.name, "A")
    client = Client()
    client.force_login(made.advisor(chamber))
    page = client.get(f"/{place.slug}/actions/{sheet.key}/").content.decode()
    assert "Développement économique et commercial équilibré" in page
    assert "Le renouveau économique et la relocalisation" in page


@pytest.mark.django_db
def test_a_perimeter_extended_by_amendment_is_told_once_signed_and_published() -> None:
    programme = load_programme(slug="acv")
    place = made.town()
    row = made.agreement(place, made.chamber(place), made.hall(place), programme=programme)
    change = {"path": "places/99001", "after": {"name": "Quartier de la gare"}}
    Amendment.objects.create(
        agreement=row, number=1, title="Extension", changes=[change],
        effective_on=made.DAY, signed_on=made.DAY,
    )  # fmt: skip
    assert extensions(programme) == []
    row.is_published = True
    row.save()
    (found,) = extensions(programme)
    assert found.added == ("Quartier de la gare",)
    assert "Quartier de la gare" in Client().get("/programmes/acv/").content.decode()


@pytest.mark.django_db
def test_the_list_is_taken_away_as_a_file_and_pages_cost_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    client = Client()
    assert "load_programme" in client.get("/programmes/").content.decode()
    load_programme(slug="acv")
    lines = client.get("/programmes/acv/communes.csv?date=2018-03-27").content.decode().splitlines()
    assert len(lines) == 236 and lines[0].startswith("code INSEE;")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = client.get("/programmes/acv/?date=pas-un-jour")
    assert page.status_code == 200
    assert client.get("/programmes/acv/?date=2024-02-31").status_code == 200
    assert client.get("/programmes/inconnu/").status_code == 404
    assert "Action cœur de ville" in client.get("/programmes/").content.decode()
    assert client.get("/en/programmes/acv/").status_code == 200


@pytest.mark.django_db
def test_a_fictional_programme_says_so() -> None:
    Programme.objects.create(slug="fictif", name="Programme inventé", is_fictional=True)
    assert "fictif" in Client().get("/programmes/fictif/").content.decode()


def test_the_files_give_what_the_pack_ships() -> None:
    shared = os.environ.get("BEFFROI_SHARED")
    if not shared:
        pytest.skip("BEFFROI_SHARED is not set: the list of April 2024 is not there")
    listed = (Path(shared) / "data/france/acv-2024-04.csv").read_text().splitlines()[1:]
    refs = [line.split(",")[1] for line in listed]
    assert (len(refs), len(set(refs))) == (244, 230)
