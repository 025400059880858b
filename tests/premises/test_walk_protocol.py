"""The protocol of the walk: once each, any order, every refusal a sentence, nothing lost."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.premises.models import FieldNote, FieldPhoto, Observation, Premises
from tests.premises import factories as make
from tests.premises import made_rounds as made

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def town():
    return make.street_with_a_doubt()


@pytest.fixture
def nil(town):
    return made.surveyor_of(town)


@pytest.fixture
def walked(town, nil):
    return made.planned(town, nil)


@pytest.fixture
def phone(nil):
    device = Client()
    device.force_login(nil)
    return device


def door(town: Any, ref: str = "node/1") -> str:
    return str(Premises.objects.of(town).get(refs__value=ref).public_id)


def send(phone: Client, walked: Any, body: Any) -> Any:
    sent = body if isinstance(body, bytes | str) else json.dumps(body)
    return phone.post(
        f"/essai/releves/{walked.key}/notes/", sent, content_type="application/json", headers=JSON
    )


def test_package_holds_the_day_in_few_queries(phone, town, walked):
    with CaptureQueriesContext(connection) as asked:
        answer = phone.get(f"/essai/releves/{walked.key}/paquet.json", headers=JSON)
    told = answer.json()
    assert len(asked) <= 22
    assert told["protocol"] == 1
    assert told["now"].endswith("Z")
    assert [one["rank"] for one in told["doors"]] == [1, 2, 3]
    assert told["doors"][0]["state"] == "occupied"
    assert told["doors"][0]["name"] == "Au Levain"
    assert {one["slug"] for one in told["streets"]} == {"rue-du-four"}
    assert [one["key"] for one in told["states"]] == [str(n) for n in range(1, 8)]
    assert any(one["code"] == "boulangerie-patisserie" for one in told["activities"])
    assert told["me"]["initials"] == "N"


def test_notes_sent_twice_in_any_order_are_stored_once(phone, town, walked):
    notes = [made.note(door(town, f"node/{n}"), seq=n) for n in (1, 2, 3)]
    first = send(phone, walked, made.body(*notes)).json()
    again = send(phone, walked, made.body(*reversed(notes), notes[0])).json()
    assert sorted(first["received"]) == sorted(one["uuid"] for one in notes)
    assert set(again["received"]) == set(first["received"])
    assert again["refused"] == []
    assert FieldNote.objects.of(town).count() == 3
    walked.refresh_from_db()
    assert walked.state == "in_progress"
    assert not Observation.objects.of(town).filter(round=walked).exists(), (
        "nothing before publishing"
    )


def test_clock_two_days_slow_is_put_right(phone, town, walked):
    early = made.note(door(town), seen_at="2020-01-01T08:00:00Z")
    send(phone, walked, made.body(early, sent_at="2020-01-01T09:00:00Z"))
    kept = FieldNote.objects.of(town).get()
    assert (kept.received_at - kept.seen_at) == pytest.approx(
        dt.timedelta(hours=1), abs=dt.timedelta(seconds=1)
    )
    assert kept.device_seen_at.year == 2020


@pytest.mark.parametrize("sent_at", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_clock_out_of_this_world_loses_nothing(phone, town, walked, sent_at):
    told = made.note(door(town), seen_at=sent_at)
    assert len(send(phone, walked, made.body(told, sent_at=sent_at)).json()["received"]) == 1
    kept = FieldNote.objects.of(town).get()
    assert abs((kept.seen_at - kept.received_at).total_seconds()) < 2


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"kind": "flying"}, "kind"),
        ({"kind": ["x"]}, "kind"),
        ({"door": "00000-AAAAAA"}, "door"),
        ({"door": None}, "door"),
        ({"kind": "changed"}, "state"),
        ({"kind": "changed", "said": {"state": "haunted"}}, "state"),
        ({"kind": "new"}, "new"),
        ({"kind": "new", "new": {"ref": "x", "lon": 0, "lat": 0}}, "new"),
        ({"kind": "new", "new": {"ref": str(uuid4()), "lon": float("nan"), "lat": 0}}, "new"),
        ({"kind": "merged"}, "absorbed"),
        ({"said": {"activity": "sorcery"}}, "activity"),
        ({"said": {"comment": "x" * 301}}, "comment"),
        ({"said": {"name": "a\x00b"}}, "name"),
        ({"said": {"name": "\ud800"}}, "name"),
        ({"said": {"seasonal": {"from": "13-40", "to": "01-01"}}}, "seasonal"),
        ({"seen_at": "yesterday"}, "seen_at"),
        ({"seen_at": "2026-03-02T09:00:00"}, "seen_at"),
        ({"seq": -1}, "seq"),
        ({"seq": True}, "seq"),
        ({"uuid": 3}, "uuid"),
        ({"photos": ["x"] * 9}, "photos"),
        ({"said": []}, "said"),
    ],
)
def test_bad_note_is_refused_by_a_sentence_and_the_good_one_is_taken(
    phone, town, walked, fault, field
):
    good, bad = made.note(door(town)), made.note(door(town, "node/2")) | fault
    told = send(phone, walked, made.body(bad, good)).json()
    assert told["received"] == [good["uuid"]]
    assert [one["field"] for one in told["refused"]] == [field]
    assert told["refused"][0]["sentence"].endswith((".", "…"))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"protocol":1,"notes":[{"uu', 400),
        (b"[]", 400),
        (b'{"protocol":2,"device":"d","sent_at":"2026-03-02T10:00:00Z","notes":[]}', 400),
        (b'{"protocol":1,"device":"d","sent_at":"soon","notes":[]}', 400),
        (b'{"protocol":1,"device":"\\ud800","sent_at":"2026-03-02T10:00:00Z","notes":[]}', 400),
        (b'{"protocol":1,"device":"","sent_at":"2026-03-02T10:00:00Z","notes":[]}', 400),
        (b"[" * 100_000, 400),
        (json.dumps({"protocol": 1, "device": "d", "sent_at": "2026-03-02T10:00:00Z", "notes": [{}] * 5000}).encode(), 413),
        (b" " * 1_000_001, 413),
    ],
)  # fmt: skip
def test_half_sent_or_endless_body_is_a_sentence(phone, walked, body, status):
    answer = send(phone, walked, body)
    assert answer.status_code == status
    assert answer.json()["sentence"]
    assert FieldNote.objects.across_towns().count() == 0


def test_closed_round_takes_no_note_and_says_so(phone, town, walked):
    type(walked).objects.across_towns().filter(pk=walked.pk).update(state="to_check")
    answer = send(phone, walked, made.body(made.note(door(town))))
    assert answer.status_code == 409
    assert "à contrôler" in answer.json()["sentence"]


def test_key_of_another_round_or_content_is_not_taken_for_this_one(phone, nil, town, walked):
    other = made.planned(town, nil, name="Autre")
    one = made.note(door(town))
    send(phone, walked, made.body(one))
    told = send(phone, other, made.body(one)).json()
    assert [fault["field"] for fault in told["refused"]] == ["uuid"]
    changed = one | {"kind": "changed", "said": {"state": "vacant"}}
    told = send(phone, walked, made.body(changed)).json()
    assert [fault["field"] for fault in told["refused"]] == ["uuid"]


def test_colleagues_see_what_the_other_noted(phone, town, walked, nil):
    ada = made.surveyor_of(town, "Ada Lovelace")
    from beffroi.premises.models import RoundPart

    RoundPart.objects.create(round=walked, person=ada)
    hers = Client()
    hers.force_login(ada)
    send(hers, walked, made.body(made.note(door(town), "changed", said={"state": "vacant"})))
    told = send(phone, walked, made.body()).json()
    assert [(o["door"], o["initials"], o["state"]) for o in told["others"]] == [
        (door(town), "AL", "vacant")
    ]


def test_photo_is_kept_once_without_where_and_by_what_it_was_taken(phone, town, walked):
    exif = b"\xff\xe1\x00\x16Exif\x00\x00position-secret"[:24]
    sent = made.JPEG[:2] + exif + made.JPEG[2:] + b"hidden behind"
    url = f"/essai/releves/{walked.key}/photos/{uuid4()}/"
    assert phone.put(url, sent, content_type="image/jpeg").status_code == 201
    assert phone.put(url, sent, content_type="image/jpeg").status_code == 200
    assert phone.put(url, made.JPEG, content_type="image/jpeg").status_code == 409
    row = FieldPhoto.objects.of(town).get()
    with default_storage.open(row.stored_as) as kept:
        content = kept.read()
    assert content.startswith(b"\xff\xd8")
    assert content.endswith(b"\xff\xd9")
    assert b"secret" not in content
    assert b"hidden" not in content
    assert (row.width, row.height) == (1, 1)
    default_storage.delete(row.stored_as)


@pytest.mark.parametrize("sent", [b"", b"GIF89a....", b"\xff\xd8\xff", b"<script>", made.JPEG[:-9]])
def test_photo_that_is_none_is_refused(phone, town, walked, sent):
    answer = phone.put(
        f"/essai/releves/{walked.key}/photos/{uuid4()}/", sent, content_type="image/jpeg"
    )
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not FieldPhoto.objects.of(town).exists()


def test_surveyor_of_another_round_and_a_stranger_are_told_in_json(town, walked):
    elsewhere = made.surveyor_of(town, "Bo")
    made.planned(town, elsewhere, name="Autre relevé")
    for who in (elsewhere, make.person("Zoe")):
        device = Client()
        device.force_login(who)
        answer = send(device, walked, made.body())
        assert answer.status_code == 403
        assert answer.json()["sentence"]
        path = f"/essai/releves/{walked.key}/paquet.json"
        assert device.get(path, headers=JSON).status_code == 403
    answer = Client().get(f"/essai/releves/{walked.key}/paquet.json", headers=JSON)
    assert answer.status_code == 401
    assert "connectez-vous" in answer.json()["sentence"]
