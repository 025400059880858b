"""Photos of the field: never public by default; shown by a person's decision; withdrawn at once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.kernel.models import AuditEntry
from beffroi.premises.models import FieldPhoto, Premises, SurveyRound
from beffroi.premises.reads.photos import shown_at
from beffroi.premises.rules.rounds.life import State
from beffroi.premises.writes import rounds as writes
from beffroi.territory import writes as territory
from beffroi.territory.models import Town
from tests.premises import factories as make
from tests.premises import made_rounds as rounds

pytestmark = pytest.mark.django_db
SAID = {"alt": "Vitrine vide, affiche à louer", "no_face": "on", "no_plate": "on"}


@pytest.fixture
def town(settings: Any, tmp_path: Any) -> Town:
    settings.MEDIA_ROOT = str(tmp_path)
    return make.street_with_a_doubt()


@pytest.fixture
def door(town: Town) -> Premises:
    found: Premises = Premises.objects.of(town).get(refs__value="node/1")
    return found


@pytest.fixture
def held(town: Town, door: Premises) -> SurveyRound:
    """A round walked, one photo taken at a door; published by hand."""
    walker = rounds.surveyor_of(town)
    made = rounds.planned(town, walker, state=State.IN_PROGRESS)
    _sent(made, walker, door)
    return made


def _sent(made: SurveyRound, walker: Any, door: Premises) -> UUID:
    photo = uuid4()
    now = timezone.now()
    told = rounds.note(door.public_id, photos=[str(photo)])
    told["seen_at"] = told["seen_at"]
    writes.receive_notes(round=made, by=walker, device="a", sent_at=now, notes=[told], now=now)
    writes.keep_photo(round=made, uuid=photo, content=rounds.JPEG, by=walker)
    return photo


def published(held: SurveyRound, town: Town) -> SurveyRound:
    """The same round once published, without what publication tells of doors."""
    day = dt.date(2026, 3, 2)
    facts = {"started_on": day, "ended_on": day, "source": make.source(town, day)}
    SurveyRound.objects.of(town).filter(pk=held.pk).update(state=State.PUBLISHED, **facts)
    held.refresh_from_db()
    return held


def photo_of(held: SurveyRound) -> FieldPhoto:
    found: FieldPhoto = FieldPhoto.objects.of(held.town).get(round=held)
    return found


def signed(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def decide(client: Client, held: SurveyRound, **sent: str) -> Any:
    path = f"/essai/releves/{held.key}/images/{photo_of(held).uuid}/montrer/"
    return client.post(path, sent)


def sheet(door: Premises) -> str:
    return Client().get(f"/essai/locaux/{door.public_id}/").content.decode()


def seen(door: Premises, held: SurveyRound) -> int:
    path = f"/essai/locaux/{door.public_id}/photos/{photo_of(held).uuid}.jpg"
    return Client().get(path).status_code


def test_a_photo_is_public_by_nobodys_decision(
    town: Town, door: Premises, held: SurveyRound
) -> None:
    published(held, town)
    assert seen(door, held) == 404
    assert ".jpg" not in sheet(door)


def test_somebody_looks_says_what_is_seen_and_shows_it(
    town: Town, door: Premises, held: SurveyRound
) -> None:
    ada = make.advisor_of(town)
    published(held, town)
    assert decide(signed(ada), held, **SAID).status_code == 302
    row = photo_of(held)
    assert (row.premises, row.shown_by, row.alt) == (door, ada.key, SAID["alt"])
    assert row.shown_at is not None
    said = sheet(door)
    assert f'alt="{SAID["alt"]}"' in said
    assert 'loading="lazy"' in said
    answer = Client().get(f"/essai/locaux/{door.public_id}/photos/{row.uuid}.jpg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "no-store"
    other = Premises.objects.of(town).get(refs__value="node/2")
    assert seen(other, held) == 404
    assert AuditEntry.objects.get(verb="premises.photo_shown").actor_key == ada.key


def test_withdrawn_it_is_gone_at_once_and_the_journal_keeps_who(
    town: Town, door: Premises, held: SurveyRound
) -> None:
    ada = make.advisor_of(town)
    published(held, town)
    decide(signed(ada), held, **SAID)
    assert decide(signed(ada), held, retirer="1").status_code == 302
    assert seen(door, held) == 404
    assert ".jpg" not in sheet(door)
    assert (photo_of(held).shown_at, photo_of(held).shown_by) == (None, "")
    assert AuditEntry.objects.get(verb="premises.photo_hidden").actor_key == ada.key


@pytest.mark.parametrize("left_out", ["alt", "no_face", "no_plate"])
def test_without_words_or_with_a_face_or_a_plate_it_stays_private(
    town: Town, door: Premises, held: SurveyRound, left_out: str
) -> None:
    published(held, town)
    sent = {word: value for word, value in SAID.items() if word != left_out}
    answer = decide(signed(make.advisor_of(town)), held, **sent)
    assert answer.status_code == 422
    assert photo_of(held).shown_at is None
    assert seen(door, held) == 404


def test_before_publication_nothing_is_shown(town: Town, door: Premises, held: SurveyRound) -> None:
    client = signed(make.advisor_of(town))
    page = client.get(f"/essai/releves/{held.key}/images/")
    assert page.status_code == 200
    assert "Montrer à tous" not in page.content.decode()
    answer = decide(client, held, **SAID)
    assert answer.status_code == 302
    assert seen(door, held) == 404


def test_who_walked_strangers_and_visitors_decide_nothing(
    town: Town, door: Premises, held: SurveyRound
) -> None:
    published(held, town)
    away = make.person("Élise")
    there = make.town("99002", "Ailleurs")
    territory.give_role(
        person=away, role="town_centre_manager", town=there, start=dt.date(2015, 1, 1), by=None
    )
    walker = held.parts.get().person
    for who in (walker, away, make.person("Paul")):
        assert decide(signed(who), held, **SAID).status_code == 403
        assert signed(who).get(f"/essai/releves/{held.key}/images/").status_code == 403
    assert decide(Client(), held, **SAID)["Location"].startswith("/")
    assert photo_of(held).shown_at is None


def test_the_table_itself_refuses_a_photo_without_words_or_door(held: SurveyRound) -> None:
    row = photo_of(held)
    row.shown_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_pages_cost_the_same_with_more_photos(
    town: Town, door: Premises, held: SurveyRound
) -> None:
    client = signed(make.advisor_of(town))
    page = f"/essai/releves/{held.key}/images/"

    def asked(reader: Client, path: str) -> int:
        reader.get(path)
        with CaptureQueriesContext(connection) as queries:
            reader.get(path)
        return len(queries)

    published(held, town)
    decide(client, held, **SAID)
    few = asked(client, page), asked(Client(), f"/essai/locaux/{door.public_id}/")
    SurveyRound.objects.of(town).filter(pk=held.pk).update(state=State.IN_PROGRESS)
    for number in (2, 3):
        other = Premises.objects.of(town).get(refs__value=f"node/{number}")
        _sent(SurveyRound.objects.of(town).get(), held.parts.get().person, other)
    SurveyRound.objects.of(town).filter(pk=held.pk).update(state=State.PUBLISHED)
    FieldPhoto.objects.of(town).update(
        premises=door, alt="Vitrine", shown_at=timezone.now(), shown_by="x"
    )
    assert (asked(client, page), asked(Client(), f"/essai/locaux/{door.public_id}/")) == few
    assert len(shown_at(door)) == 3
