"""Rounds, devices and notes that build the least."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from beffroi.premises.models import Premises, RoundPart, RoundStop, SurveyRound
from beffroi.territory import writes as territory
from beffroi.territory.models import Perimeter, Town
from tests.premises import factories as make

DAY = dt.date(2026, 3, 2)


def planned(of: Town, *people: Any, **facts: Any) -> SurveyRound:
    """A round over every door of the town, walked by these people."""
    facts = {
        "perimeter": Perimeter.objects.of(of).order_by("-is_default").first(),
        "name": "Relevé d’essai", "protocol_version": 1,
        "planned_from": DAY, "planned_to": DAY + dt.timedelta(days=4),
    } | facts  # fmt: skip
    made: SurveyRound = SurveyRound.objects.create(town=of, **facts)
    for rank, door in enumerate(Premises.objects.of(of).order_by("pk"), start=1):
        RoundStop.objects.create(round=made, premises=door, street=door.street, rank=rank)
    for person in people:
        RoundPart.objects.create(round=made, person=person)
    return made


def surveyor_of(of: Town, name: str = "Nil") -> Any:
    """Somebody who may walk rounds of this town."""
    who = make.person(name)
    territory.give_role(person=who, town=of, role="surveyor", start=dt.date(2015, 1, 1), by=None)
    return who


def note(door: str | None, kind: str = "unchanged", **more: Any) -> dict[str, Any]:
    """A note of protocol 1."""
    said = more.pop("said", {})
    return {
        "uuid": str(uuid4()), "seq": more.pop("seq", 1), "seen_at": "2026-03-02T09:00:00Z",
        "door": door, "new": None, "kind": kind, "said": said, "replaces": None, "photos": [],
    } | more  # fmt: skip


def body(*notes: Any, **more: Any) -> dict[str, Any]:
    """What a device sends."""
    sent = {"protocol": 1, "device": "appareil-1", "sent_at": "2026-03-02T10:00:00Z"}
    return sent | {"notes": list(notes)} | more


def parts(name: str, _of: Town) -> dict[str, Any]:
    """What else the path of a route asks for."""
    special: dict[str, dict[str, Any]] = {
        "walk_photo": {"photo": uuid4()},
        "round_photo": {"photo": uuid4()},
        "round_photo_show": {"photo": uuid4()},
        "round_move": {"way": "begin"},
    }
    return special.get(name, {})


# One pixel, grey: the smallest JPEG that is whole.
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "01" * 64
    + "ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc4001410010000"
    "0000000000000000000000000000ffda0008010100003f0054dfffd9"
)
