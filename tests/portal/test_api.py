"""The read API: what is public is told whole, with its errors, its limits and its freshness."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from beffroi.accounts import api_keys
from beffroi.accounts.models import ApiKey, ApiTally, Person
from beffroi.merchants.models import Establishment
from beffroi.observatory.writes import publish_diagnosis
from beffroi.portal.imports import import_file
from beffroi.territory import writes
from beffroi.territory.models import Perimeter, Town

from .osm_files import write_shops

pytestmark = pytest.mark.django_db
LISTS = ("", "/perimeters", "/streets", "/premises", "/indicators", "/sources", "/diagnoses",
         "/indicators/vacancy_rate/series")  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = writes.open_town(insee_code="35236", name="Redon", by=None, population=9000)
    import_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    town.refresh_from_db()
    return town


@pytest.fixture
def person() -> Person:
    return Person.objects.create_person("a@example.invalid", "Ana Imaginaire")


def problem(answer, status: int) -> dict:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["title"] and told["remedy"]
    return told


def test_figures_come_with_all_they_rest_on(client: Client, town: Town) -> None:
    told = client.get("/api/v1/towns/35236/indicators").json()
    assert told["true_on"] == "2026-10-01"
    figures = {one["indicator"]: one for one in told["items"]}
    count = figures["vacancy_count"]
    assert (count["verdict"], count["value"]) == ("at_least", 1)
    assert count["formula_id"]
    assert count["evidence"].endswith(f"/v{town.data_version}")
    assert count["secrecy"] == "none_needed"
    assert figures["vacancy_rate"]["value"] is None
    assert figures["vacancy_rate"]["sentence"]
    assert told["sources"] and "stock" in told["coverage"]


def test_premises_are_walked_page_by_page_and_none_is_lost(client: Client, town: Town) -> None:
    seen, address = [], "/api/v1/towns/35236/premises?limit=5"
    while address:
        answer = client.get(address)
        assert answer["Content-Type"] == "application/geo+json"
        told = answer.json()
        seen += [one["id"] for one in told["features"]]
        address = told["next"]
    assert len(seen) == len(set(seen)) == 12
    assert told["attribution"] == ["© les contributeurs d’OpenStreetMap · ODbL-1.0"]
    empty = client.get("/api/v1/towns/35236/premises?vacant=true").json()
    assert [one["properties"]["state"] for one in empty["features"]] == ["vacant"]


@pytest.mark.parametrize("part", LISTS)
def test_every_list_answers_and_is_not_sent_twice(client: Client, town: Town, part: str) -> None:
    address = f"/api/v1/towns/35236{part}"
    first = client.get(address)
    assert first.status_code == 200, first.content
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    writes.touch(town)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_person_under_partial_diffusion_is_nowhere(client: Client, town: Town) -> None:
    source = town.sources.first()
    Establishment.objects.create(
        town=town, source=source, siret="00000000000017", sign="Madame Secrète",
        partial_diffusion=True, active=True,
    )  # fmt: skip
    told = [client.get(f"/api/v1/towns/35236{part}").content.decode() for part in LISTS]
    assert all(len(one) > 10 for one in told)
    assert not any("Secrète" in one or "00000000000017" in one for one in told)


def test_stranger_to_the_api_reads_what_is_wrong_and_what_to_do(client: Client, town: Town) -> None:
    assert problem(client.get("/api/v1/towns/99999"), 404)["errors"][0]["field"] == "code"
    told = problem(client.get("/api/v1/towns/35236/premises?on=hier&limit=9999"), 422)
    faults = {one["field"]: one for one in told["errors"]}
    assert "2026-03-12" in faults["on"]["remedy"]
    assert "500" in faults["limit"]["remedy"]
    assert problem(client.get("/api/v1/towns/35236/premises?perimeter=nul"), 404)
    assert problem(client.get("/api/v1/towns/35236/indicators/nothing_of_ours/series"), 404)
    assert problem(client.get("/api/v1/nowhere"), 404)
    assert problem(client.post("/api/v1/towns"), 405)
    assert problem(client.get("/api/v1/towns?after=%00"), 400)


def test_anonymous_caller_is_throttled_by_address(client: Client, town: Town, monkeypatch) -> None:
    monkeypatch.setitem(api_keys.A_MINUTE, "anonymous", 3)
    monkeypatch.setattr("beffroi.portal.api.gate.time.time", lambda: 1_700_000_030)
    for left in (2, 1, 0):
        assert f"remaining={left}" in client.get("/api/v1/methods")["RateLimit"]
    refused = client.get("/api/v1/methods")
    assert problem(refused, 429)
    assert 0 < int(refused["Retry-After"]) <= 60
    elsewhere = client.get("/api/v1/methods", REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 200
    monkeypatch.setattr("beffroi.portal.api.gate.time.time", lambda: 1_700_000_090)
    assert client.get("/api/v1/methods").status_code == 200
    assert "127.0.0.1" not in " ".join(ApiTally.objects.values_list("caller", flat=True))


def test_key_opens_more_until_it_expires_or_is_revoked(client, person, monkeypatch) -> None:
    monkeypatch.setitem(api_keys.A_MINUTE, "anonymous", 0)
    key, secret = api_keys.make(person=person, label="tableur")
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/methods").status_code == 429
    assert client.get("/api/v1/methods", headers=headers).status_code == 200
    key.refresh_from_db()
    assert key.last_used_on is not None
    assert secret.split("_", 2)[2] not in str(ApiKey.objects.values().get())
    ApiKey.objects.update(expires_on=dt.date(2020, 1, 1))
    monkeypatch.setitem(api_keys.A_MINUTE, "anonymous", 9)
    assert problem(client.get("/api/v1/methods", headers=headers), 401)
    ApiKey.objects.update(expires_on=dt.date(2999, 1, 1))
    assert api_keys.revoke(person=person, prefix=key.prefix)
    assert problem(client.get("/api/v1/methods", headers=headers), 401)


@pytest.mark.parametrize("evil", ["", "bf_", "bf_x_y", "x" * 9000, "bf_" + "0" * 8 + "_"])
def test_made_up_key_opens_nothing(client: Client, evil: str) -> None:
    assert (
        client.get("/api/v1/methods", headers={"Authorization": f"Bearer {evil}"}).status_code
        == 401
    )


def test_key_of_a_closed_account_opens_nothing(client: Client, person: Person) -> None:
    _key, secret = api_keys.make(person=person, label="x")
    Person.objects.update(is_active=False)
    answer = client.get("/api/v1/methods", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_script_of_another_site_may_ask(client: Client) -> None:
    answer = client.options("/api/v1/towns", headers={"Origin": "https://example.org"})
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_lists_ask_the_same_queries_whatever_their_length(
    client: Client, town: Town, django_assert_max_num_queries
) -> None:
    for limit in (2, 12):
        with django_assert_max_num_queries(14):
            client.get(f"/api/v1/towns/35236/premises?limit={limit}")


@pytest.mark.django_db(transaction=True)
def test_reading_is_in_a_read_only_transaction_and_counting_outside_it(client: Client) -> None:
    """Without the test's own transaction: a write within the GET would be refused."""
    assert client.get("/api/v1/methods").status_code == 200
    assert ApiTally.objects.get().number == 1


def test_key_of_a_fictional_person_opens_nothing_outside_the_demo(
    client: Client, settings: Any
) -> None:
    made = Person.objects.create_person("fee@demo.invalid", "Fée", is_fictional=True)
    _key, secret = api_keys.make(person=made, label="essai")
    told = {"Authorization": f"Bearer {secret}"}
    settings.DEMO = True
    assert client.get("/api/v1/towns", headers=told).status_code == 200
    settings.DEMO = False
    assert client.get("/api/v1/towns", headers=told).status_code == 401


def test_key_without_the_scope_of_reading_opens_nothing(client: Client, person: Person) -> None:
    _key, secret = api_keys.make(person=person, label="x")
    told = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/towns", headers=told).status_code == 200
    ApiKey.objects.update(scopes=["something else"])
    assert client.get("/api/v1/towns", headers=told).status_code == 401


def test_box_keeps_what_touches_it_page_by_page(client: Client, town: Town) -> None:
    half = "bbox=-2.0801,47.649,-2.0789,47.651"
    seen, address = [], f"/api/v1/towns/35236/premises?limit=4&{half}"
    while address:
        told = client.get(address).json()
        seen += [one["geometry"]["coordinates"] for one in told["features"]]
        address = told["next"]
    assert len(seen) == 6 < 12
    assert all(-2.0801 <= lon <= -2.0789 for lon, _lat in seen)


@pytest.mark.parametrize("part", ["premises", "streets", "perimeters"])
def test_every_drawn_list_takes_a_box(client: Client, town: Town, part: str) -> None:
    def found(box: str) -> int:
        answer = client.get(f"/api/v1/towns/35236/{part}?bbox={box}")
        assert answer.status_code == 200, answer.content
        return len(answer.json()["features"])

    # a box that the one street crosses without a vertex of it inside
    assert found("-2.0790,47.6499,-2.0789,47.6502") >= 1
    assert found("2.3,48.8,2.4,48.9") == 0


def test_street_known_by_name_only_lies_in_no_box(client: Client, town: Town) -> None:
    writes.name_streets(town=town, names=["Rue Sans Tracé"])
    address = "/api/v1/towns/35236/streets"
    assert len(client.get(address).json()["features"]) == 2
    assert len(client.get(f"{address}?bbox=-180,-90,180,90").json()["features"]) == 1


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "3,0,1,1", "0,50,1,40", "0,0,1,91", "1 ,2,3,4"]
)
def test_wrong_box_is_refused_in_words(client: Client, town: Town, box: str) -> None:
    for part in ("premises", "streets", "perimeters"):
        answer = client.get(f"/api/v1/towns/35236/{part}", {"bbox": box})
        (fault,) = problem(answer, 422)["errors"]
        assert fault["field"] == "bbox"
        assert "ouest, sud, est, nord" in fault["message"]


def test_figures_are_those_known_on_the_evening_asked(client: Client, town: Town) -> None:
    before = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    for part in ("indicators", "indicators/vacancy_count/series"):
        now = client.get(f"/api/v1/towns/35236/{part}").json()
        then = client.get(f"/api/v1/towns/35236/{part}?known_on={before}").json()
        assert (now["known_on"], then["known_on"]) == (None, before)
        assert now["items"] and now["items"] != then["items"]
    figure = client.get(f"/api/v1/towns/35236/indicators?known_on={before}").json()["items"][0]
    assert f"/known-{before}/" in figure["evidence"]
    assert f"connu={before}" in figure["evidence_page"]
    assert client.get(figure["evidence_page"]).status_code == 200
    doors = client.get(f"/api/v1/towns/35236/premises?known_on={before}").json()
    assert doors["features"] == []
    ever = client.get("/api/v1/towns/35236/premises?known_on=9999-12-31").json()
    assert len(ever["features"]) == 12
    wrong = problem(client.get("/api/v1/towns/35236/indicators?known_on=hier"), 422)
    assert wrong["errors"][0]["field"] == "known_on"


def test_new_diagnosis_is_not_hidden_by_the_copy_a_caller_holds(
    client: Client, town: Town, person: Person
) -> None:
    address = "/api/v1/towns/35236/diagnoses"
    first = client.get(address)
    day, perimeter = dt.date(2026, 10, 1), Perimeter.objects.of(town).first()
    publish_diagnosis(town=town, perimeter=perimeter, on=day, by=person)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert len(again.json()["items"]) == 1
