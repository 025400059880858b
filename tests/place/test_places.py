"""Counters on the map, in the API and in open data; an event beside its like days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.reads import opendata
from beffroi.place import reads, writes
from beffroi.place.models import Counter
from beffroi.place.rules.hours import Hours
from beffroi.place.rules.secrecy import FEW, publishable
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Street, Town
from beffroi.ui.maps import Mark, draw_map, over
from tests.observatory import towns

from .series import MONDAY, PARIS, series

pytestmark = pytest.mark.django_db
HERE = (2.002, 47.0005)  # in the middle of the invented centre


@pytest.fixture
def place() -> Iterator[Town]:
    town = towns.town()
    towns.surveyed(town)
    facts = SourceFacts(
        "footfall", MONDAY, licence="Licence Ouverte 2.0", attribution="Compteurs de S"
    )
    source = territory.add_source(town=town, facts=facts, label="Compteurs", is_simulated=True)
    hours = {"Halle": series(MONDAY, 21), "Quai": series(MONDAY, 21)}
    writes.store_counts(town=town, source=source, hours=hours)
    town.refresh_from_db()
    yield town


def stand(place: Town, slug: str = "halle", **facts: Any) -> Counter:
    found: Counter = reads.counter_or_404(place, slug)
    return writes.describe_counter(counter=found, by=towns.person(f"{slug}@a.example"), **facts)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def test_a_layer_of_counters_lies_over_the_map_and_in_a_list(client: Client, place: Town) -> None:
    stand(place, lon=HERE[0], lat=HERE[1], technology="thermal")
    without = page(client, "/saint-vire/carte/")
    assert "Montrer sur la carte : compteurs de passages (1)" in without
    assert 'class="map-mark"' not in without
    text = page(client, "/saint-vire/carte/?couches=compteurs")
    assert text.count('class="map-mark"') == 1
    assert "<title>Halle</title>" in text
    listed = text.split("Compteurs de passages</h2>")[1].split("</section>")[0]
    assert 'href="/saint-vire/frequentation/halle/"' in listed
    assert "caméra thermique" in listed
    assert "Retirer de la carte : compteurs de passages" in text


def test_a_counter_without_a_position_stands_in_the_middle_of_its_street(place: Town) -> None:
    street = Street.objects.of(place).get(slug="quai-des-tanneurs")
    stand(place, "quai", street=street)
    (mark,) = reads.marks_of(place)
    assert mark.title == "Quai"
    assert (mark.lon, mark.lat) == tuple(street.lines[0][len(street.lines[0]) // 2])


def test_a_town_without_counters_offers_no_layer(client: Client) -> None:
    town = towns.town()
    towns.surveyed(town)
    assert "Montrer sur la carte" not in page(client, f"/{town.slug}/carte/?couches=compteurs")


def test_the_layer_costs_one_query_however_many_counters(client: Client, place: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/saint-vire/carte/?couches=compteurs")
        return len(caught)

    stand(place, lon=HERE[0], lat=HERE[1])
    asked()
    before = asked()
    for n in range(5):
        Counter.objects.create(
            town=place, slug=f"c{n}", name=f"C{n}", label=f"C{n}", lon=2.0, lat=47.0
        )
    assert asked() == before


def test_names_and_addresses_of_marks_are_only_text() -> None:
    svg = draw_map([], [], [], width=100, height=100, bbox=(2.0, 47.0, 2.1, 47.1), title="Carte")
    drawn = over(svg, [Mark(2.05, 47.05, "<script>", '/a"b/'), Mark(9.0, 9.0, "ailleurs", "/x/")])
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn
    assert 'href="/a&quot;b/"' in drawn
    assert "ailleurs" not in drawn, "what lies outside the box is left out"
    assert over("<p>no map</p>", [Mark(2.05, 47.05, "a", "/a/")]) == "<p>no map</p>"


def test_a_street_leads_to_its_counters(client: Client, place: Town) -> None:
    street = Street.objects.of(place).get(slug="rue-de-la-halle")
    said = "Les passages comptés dans cette rue"
    assert said not in page(client, f"/saint-vire/rues/{street.slug}/")
    stand(place, street=street)
    text = page(client, f"/saint-vire/rues/{street.slug}/")
    assert said in text and 'href="/saint-vire/frequentation/halle/"' in text
    stand(place, "quai", street=street)
    assert 'href="/saint-vire/frequentation/"' in page(client, f"/saint-vire/rues/{street.slug}/")


def test_a_manager_says_where_a_counter_stands(client: Client, place: Town) -> None:
    client.force_login(towns.advisor(place))
    address = "/saint-vire/frequentation/halle/decrire/"
    sent = {"name": "Halle", "technology": "thermal", "position": "47,0005 ; 2,002"}
    assert client.post(address, sent).status_code == 302
    found = Counter.objects.of(place).get(slug="halle")
    assert (found.lon, found.lat) == (2.002, 47.0005)
    assert 'value="47.000500, 2.002000"' in page(client, address)
    refused = client.post(address, sent | {"position": "au coin"})
    assert refused.status_code == 422
    assert "au coin" in refused.content.decode()
    stranger = Client()
    stranger.force_login(towns.person("qui@a.example"))
    assert stranger.post(address, sent).status_code == 403


def test_the_api_tells_counters_weeks_and_hours(client: Client, place: Town) -> None:
    stand(place, lon=HERE[0], lat=HERE[1], technology="infrared")
    listed = client.get("/api/v1/towns/00042/counters").json()
    by_id = {one["id"]: one for one in listed["features"]}
    assert by_id["halle"]["geometry"] == {"type": "Point", "coordinates": list(HERE)}
    assert by_id["halle"]["properties"]["placed_by"] == "position"
    assert by_id["quai"]["geometry"] is None
    assert listed["attribution"] == ["Compteurs de S · Licence Ouverte 2.0"]
    weeks = client.get("/api/v1/towns/00042/counters/halle").json()["weeks"]
    assert [one["monday"] for one in weeks] == ["2025-01-06", "2025-01-13", "2025-01-20"]
    told = client.get("/api/v1/towns/00042/counters/halle/hours?first=2025-01-07&days=2").json()
    assert len(told["items"]) == 48
    assert told["items"][0]["hour"].startswith("2025-01-06T23:00")
    latest = client.get("/api/v1/towns/00042/counters/halle/hours").json()
    assert latest["first"] == "2025-01-20"
    assert client.get("/api/v1/towns/00042/counters/nulle-part").status_code == 404
    for odd in ("first=hier", "days=0", "days=32"):
        assert client.get(f"/api/v1/towns/00042/counters/halle/hours?{odd}").status_code == 422
    far = client.get("/api/v1/towns/00042/counters/halle/hours?first=9999-12-31")
    assert far.json()["items"] == []


def test_few_telephones_leave_in_no_file_and_no_answer(client: Client, place: Town) -> None:
    stand(place, technology="phones")
    told = client.get("/api/v1/towns/00042/counters/halle/hours?first=2025-01-07&days=1").json()
    assert told["items"], "busy hours are told"
    assert min(one["count"] for one in told["items"]) >= FEW
    rows = opendata.rows_of("frequentation", place, [])
    least = {row.values[1]: 10**9 for row in rows}
    for row in rows:
        least[row.values[1]] = min(least[row.values[1]], row.values[4])
    assert least["halle"] >= FEW
    assert least["quai"] == 3, "a beam counts passages, not persons"


@given(st.lists(st.integers(0, 40), max_size=30), st.sampled_from(["phones", "thermal", ""]))
def test_what_may_leave_is_what_was_counted_or_nothing(counts: list[int], technology: str) -> None:
    start = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
    hours = Hours(PARIS, {start + dt.timedelta(hours=n): c for n, c in enumerate(counts)})
    told = publishable(hours, technology).counts
    assert all(hours.counts[at] == count for at, count in told.items())
    if technology == "phones":
        assert all(count >= FEW for count in told.values())
    else:
        assert told == hours.counts


def test_an_event_stands_beside_its_like_days_with_the_interval(client: Client) -> None:
    town = towns.town()
    day = MONDAY + dt.timedelta(days=75)
    facts = SourceFacts("footfall", MONDAY)
    source = territory.add_source(town=town, facts=facts, label="Compteurs", is_simulated=True)

    def rate(on: dt.date, hour: int) -> int:
        return 400 + hour if on == day else 100 + on.toordinal() * 7 % 9 + hour

    writes.store_counts(town=town, source=source, hours={"Halle": series(MONDAY, 120, rate)})
    start = dt.datetime.combine(day, dt.time(10), PARIS)
    event = writes.add_event(
        town=town, name="Fête", kind="festival", starts_at=start,
        ends_at=start + dt.timedelta(hours=4), by=None,
    )  # fmt: skip
    text = page(client, f"/{town.slug}/frequentation/evenements/{event.key}/")
    assert "1 646 passages, au-dessus de l’intervalle d’un jour ordinaire (" in text
    assert "attendus, en pointillé)" in text
    assert text.count("<svg") >= 2, "one for the desk and one for the phone"
    assert "Halle : les mêmes heures, le jour même et les jours semblables" in text
    assert f">{day:%d/%m}<" in text
