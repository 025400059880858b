"""« Fermé, changé, faux »: one tap, no account, no figure changed; then a person answers."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from django.conf import settings
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.accounts import personal
from beffroi.accounts.models import Message
from beffroi.kernel.models import AuditEntry
from beffroi.premises import reads
from beffroi.premises.forms.reports import SIGNER
from beffroi.premises.models import DoorReport, Observation, Premises, PremisesState
from beffroi.premises.reads.reports import waiting_doors
from beffroi.premises.reads.rounds.streets_to_walk import streets_to_walk
from beffroi.premises.rules.reports import Answer, State
from beffroi.territory.models import Town
from tests.premises import factories as make
from tests.premises.factories import D19

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make.street_with_a_doubt()


@pytest.fixture
def door(town: Town) -> Premises:
    return Premises.objects.of(town).get(refs__value="node/1")


def tap(client: Client, door: Premises, kind: str = "closed", after: float = 5, **more: str) -> Any:
    """Open the sheet, and tap after so many seconds."""
    sent = {"kind": kind, "stamp": stamp_of(client, door, after), **more}
    return client.post(f"/essai/locaux/{door.public_id}/signaler/", sent)


def stamp_of(client: Client, door: Premises, after: float = 5) -> str:
    """The stamp of a sheet opened so many seconds ago."""
    drawn = signing.b62_encode(int(time.time() - after))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SIGNER, "timestamp", lambda: drawn)
        sheet = client.get(f"/essai/locaux/{door.public_id}/").content.decode()
    stamp = sheet.partition('name="stamp" value="')[2].partition('"')[0]
    assert stamp
    return stamp


def figures(client: Client, town: Town) -> list[Any]:
    """What the public pages count and draw, and what is stored of doors."""
    counts = reads.counts_by_key(reads.counted(town, D19))
    states = PremisesState.objects.of(town).order_by("pk").values_list("pk", "kind", "valid")
    pages = [client.get(f"/essai/{path}").content for path in ("carte/chiffres.json", "rues/")]
    return [counts, list(states), Observation.objects.of(town).count(), *pages, town.pk]


def test_one_tap_without_account_joins_the_list_and_changes_no_figure(
    client: Client, town: Town, door: Premises
) -> None:
    before = figures(client, town)
    for kind in ("closed", "changed", "closed"):
        answer = tap(client, door, kind)
        assert answer.status_code == 302
        assert answer["Location"].endswith("/signaler/merci/")
    said = client.get(answer["Location"]).content.decode()
    assert "Merci" in said
    assert figures(client, town) == before
    assert [(d.premises, len(d.reports)) for d in waiting_doors(town)] == [(door, 3)]


@pytest.mark.parametrize("path", ["", "carte/"])
def test_the_map_leads_from_a_door_to_where_one_says_otherwise(
    client: Client, town: Town, door: Premises, path: str
) -> None:
    """The live map's card bears the link; the list beside it leads to sheets that bear the buttons."""
    said = client.get(f"/essai/{path}").content.decode()
    assert 'data-more="Fermé, changé, faux' in said
    assert 'data-more-at="#signaler"' in said
    sheet = client.get(f"/essai/locaux/{door.public_id}/").content.decode()
    assert 'id="signaler"' in sheet


def test_csrf_is_asked(town: Town, door: Premises) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert tap(strict, door).status_code == 403
    assert DoorReport.objects.of(town).count() == 0


@pytest.mark.parametrize(
    ("more", "after"),
    [({"sujet": "achetez"}, 5), ({}, 0.5), ({}, 90_000), ({"kind": "pirate"}, 5)],
)
def test_machines_are_held_off_and_people_asked_again(
    client: Client, town: Town, door: Premises, more: dict[str, str], after: float
) -> None:
    answer = tap(client, door, after=after, **{"kind": "closed"} | more)
    assert answer.status_code == 422
    assert "signaler/" in answer.content.decode()
    assert DoorReport.objects.of(town).count() == 0


def test_a_stamp_of_another_door_is_refused(client: Client, town: Town, door: Premises) -> None:
    other = Premises.objects.of(town).get(refs__value="node/2")
    sent = {"kind": "closed", "stamp": stamp_of(client, other)}
    answer = client.post(f"/essai/locaux/{door.public_id}/signaler/", sent)
    assert answer.status_code == 422


def test_an_address_reports_so_often_in_an_hour(
    client: Client, town: Town, door: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REPORTS_PER_HOUR", 2)
    answers = [tap(client, door).status_code for _turn in range(4)]
    assert answers == [302, 302, 429, 429]
    assert DoorReport.objects.of(town).count() == 2


def test_words_are_kept_short(client: Client, town: Town, door: Premises) -> None:
    assert tap(client, door, words="x" * 201).status_code == 422
    assert tap(client, door, words="Rideau baissé").status_code == 302
    assert DoorReport.objects.of(town).get().words == "Rideau baissé"


def test_team_is_told_once_a_door_and_day(client: Client, town: Town, door: Premises) -> None:
    ada = make.advisor_of(town)
    for _turn in range(3):
        tap(client, door)
    assert Message.objects.filter(person=ada, subject="door_reports").count() == 1


def answer_as(who: Any, door: Premises, **said: str) -> Any:
    client = Client()
    client.force_login(who)
    return client.post(f"/essai/signalements/{door.public_id}/", said)


def test_confirmed_is_a_dated_observation_by_a_person(
    client: Client, town: Town, door: Premises, django_capture_on_commit_callbacks: Any
) -> None:
    ada = make.advisor_of(town)
    tap(client, door, thanks_to="passant@example.org")
    tap(client, door, kind="wrong")
    told = {"verdict": "seen", "seen_on": "2026-03-01", "state": "vacant", "words": "Bien vu."}
    with django_capture_on_commit_callbacks(execute=True):
        assert answer_as(ada, door, **told).status_code == 302
    first, second = DoorReport.objects.of(town)
    assert (first.state, second.state) == (State.CONFIRMED, State.DUPLICATE)
    assert (first.handled_by, first.thanks_to) == (ada.key, "")
    assert first.observation is not None
    assert (first.observation.state, first.observation.seen_on) == ("vacant", dt.date(2026, 3, 1))
    held = PremisesState.objects.of(town).known().filter(premises=door).as_of(dt.date(2026, 3, 2))
    assert held.get().kind == "vacant"
    (letter,) = mail.outbox
    assert letter.to == ["passant@example.org"]
    assert "Bien vu." in letter.body
    assert AuditEntry.objects.filter(verb="premises.report_confirmed", actor_key=ada.key).exists()
    assert waiting_doors(town) == []


def test_what_was_known_before_the_answer_can_still_be_read(
    client: Client, town: Town, door: Premises
) -> None:
    ada, before = make.advisor_of(town), reads.counts_by_key(reads.counted(town, D19))
    tap(client, door)
    answer_as(ada, door, verdict="seen", seen_on="2026-03-01", state="vacant")
    assert reads.counts_by_key(reads.counted(town, D19)) == before
    assert reads.known_days(town) == [D19]  # one door seen is no round of the town


def test_not_confirmed_writes_nothing_but_the_answer(
    client: Client, town: Town, door: Premises
) -> None:
    ada, before = make.advisor_of(town), figures(client, town)
    tap(client, door)
    assert answer_as(ada, door, verdict="same").status_code == 302
    assert DoorReport.objects.of(town).get().state == State.UNCONFIRMED
    assert figures(client, town) == before


def test_left_to_the_round_it_waits_and_its_street_comes_first(
    client: Client, town: Town, door: Premises
) -> None:
    ada = make.advisor_of(town)
    (calm, *_), _seen = streets_to_walk(town, D19)
    for _turn in range(2):
        tap(client, door)
    assert answer_as(ada, door, verdict="round").status_code == 302
    (first, *_), _seen = streets_to_walk(town, D19)
    assert first.street == door.street
    assert (first.why.reports, calm.why.reports) == (2, 0)
    assert DoorReport.objects.of(town).filter(state=State.OPEN, next_round=True).count() == 2


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"verdict": "seen", "seen_on": "2099-01-01", "state": "vacant"},
        {"verdict": "seen", "seen_on": "2026-03-01"},
    ],
)
def test_an_answer_without_its_facts_is_asked_again(
    client: Client, town: Town, door: Premises, said: dict[str, str]
) -> None:
    ada = make.advisor_of(town)
    tap(client, door)
    assert answer_as(ada, door, **said).status_code == 422
    assert DoorReport.objects.of(town).get().state == State.OPEN


def test_who_may_read_and_answer(client: Client, town: Town, door: Premises) -> None:
    tap(client, door)
    stranger = make.person("Eve")
    path = f"/essai/signalements/{door.public_id}/"
    assert client.get("/essai/signalements/").status_code == 302  # sign in first
    assert answer_as(stranger, door, verdict="same").status_code == 403
    ada = make.advisor_of(town)
    client.force_login(ada)
    assert client.get("/essai/signalements/").status_code == 200
    assert client.get(path).status_code == 200


def test_published_nowhere(client: Client, town: Town, door: Premises) -> None:
    tap(client, door, words="Rideau-baissé-unique")
    for path in ("", f"locaux/{door.public_id}/", "locaux/", "locaux/?format=csv", "carte/",
                 "carte/locaux.geojson", "rues/rue-du-four/", "donnees/"):  # fmt: skip
        answer = client.get(f"/essai/{path}")
        assert answer.status_code == 200, path
        assert b"Rideau-baiss" not in answer.content


def test_list_costs_the_same_with_more_doors(client: Client, town: Town, door: Premises) -> None:
    client.force_login(make.advisor_of(town))
    tap(client, door)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/essai/signalements/").status_code == 200
        return len(caught)

    cost()
    few = cost()
    for other in Premises.objects.of(town):
        DoorReport.objects.create(premises=other, kind="wrong")
    assert cost() == few


def test_an_address_is_the_persons_own_to_see_and_to_take_back(
    client: Client, town: Town, door: Premises
) -> None:
    eve = make.person("Eve")
    tap(client, door, thanks_to=eve.email)
    (held,) = (one for one in personal.holdings() if one.key == "door_reports")
    assert len(held.rows(eve)) == 1
    assert held.erase is not None
    held.erase(eve)
    assert DoorReport.objects.of(town).get().thanks_to == ""


def test_an_address_is_not_kept_for_ever(client: Client, town: Town, door: Premises) -> None:
    tap(client, door, thanks_to="passant@example.org")
    DoorReport.objects.of(town).update(received_at=timezone.now() - dt.timedelta(days=200))
    tap(client, door)
    assert not DoorReport.objects.of(town).exclude(thanks_to="").exists()


def test_answer_gives_one_state_and_the_rest_are_duplicates() -> None:
    assert Answer(State.CONFIRMED).states(3) == [
        State.CONFIRMED, State.DUPLICATE, State.DUPLICATE,
    ]  # fmt: skip
    assert Answer(State.UNCONFIRMED).states(0) == []
