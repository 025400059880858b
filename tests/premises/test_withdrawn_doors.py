"""A new door already sent is withdrawn by its device: it never was, and nothing counts it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from beffroi.premises.models import Premises, SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.rules.rounds.life import RoundRefused
from beffroi.premises.rules.rounds.notes import read_note
from beffroi.premises.rules.rounds.told import NoteRefused
from beffroi.premises.writes import rounds as writes
from beffroi.territory.models import Town
from tests.premises import factories as make
from tests.premises import made_rounds as made
from tests.premises.test_round_publishing import NOON, door, publish, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make.street_with_a_doubt()


@pytest.fixture
def ada(town: Town) -> Any:
    return make.advisor_of(town)


@pytest.fixture
def walked(town: Town, ada: Any) -> SurveyRound:
    return made.planned(town, ada)


def fresh(**more: Any) -> dict[str, Any]:
    """A door that nobody knew."""
    place = {"ref": str(uuid4()), "lon": 0.0015, "lat": 46.0001, "street": "", "number": "5"}
    said = {"state": "vacant"}
    return made.note(None, "new", new=place, said=said, **more)


def withdrawal(of: dict[str, Any], seq: int = 2) -> dict[str, Any]:
    """The same device says that it was none."""
    return made.note(of["door"], "withdrawn", new=of["new"], seq=seq, replaces=of["uuid"])


def test_withdrawn_it_makes_no_door(town: Town, ada: Any, walked: SurveyRound) -> None:
    one, before = fresh(), Premises.objects.of(town).count()
    tell(walked, ada, made.note(door(town).public_id))
    tell(walked, ada, one)
    assert len(reads.checking(walked).found) == 2
    tell(walked, ada, withdrawal(one))
    assert len(reads.checking(walked).found) == 1
    publish(walked, ada)
    assert Premises.objects.of(town).count() == before


def test_sent_twice_or_before_its_door_it_is_the_same(
    town: Town, ada: Any, walked: SurveyRound
) -> None:
    one = fresh()
    gone = withdrawal(one)
    tell(walked, ada, gone)
    tell(walked, ada, one)
    tell(walked, ada, gone)
    assert reads.checking(walked).found == {}


def test_noted_again_after_it_the_door_stands(town: Town, ada: Any, walked: SurveyRound) -> None:
    one, before = fresh(), Premises.objects.of(town).count()
    gone = withdrawal(one)
    again = {**fresh(seq=3), "new": one["new"], "replaces": gone["uuid"]}
    tell(walked, ada, one, gone, again)
    publish(walked, ada)
    assert Premises.objects.of(town).count() == before + 1


def test_the_half_of_a_split_is_withdrawn_and_the_other_stays(
    town: Town, ada: Any, walked: SurveyRound
) -> None:
    cell, before = door(town), Premises.objects.of(town).count()
    half = {**fresh(), "kind": "split", "door": cell.public_id}
    tell(walked, ada, made.note(cell.public_id, "changed", said={"state": "vacant"}), half)
    tell(walked, ada, withdrawal(half))
    publish(walked, ada)
    assert Premises.objects.of(town).count() == before
    assert not cell.children_links.exists()


def test_colleagues_do_not_read_it_as_a_sight(town: Town, ada: Any, walked: SurveyRound) -> None:
    cell, nil = door(town), made.surveyor_of(town)
    half = {**fresh(), "kind": "split", "door": cell.public_id}
    tell(walked, ada, half)
    tell(walked, ada, withdrawal(half))
    assert [one["uuid"] for one in reads.others_notes(walked, nil)] == [half["uuid"]]


def test_a_door_that_is_known_is_not_withdrawn_but_gone(town: Town, walked: SurveyRound) -> None:
    with pytest.raises(NoteRefused):
        read_note(made.note(door(town).public_id, "withdrawn"), activities=())


def test_after_publication_nothing_is_withdrawn(town: Town, ada: Any, walked: SurveyRound) -> None:
    one = fresh()
    tell(walked, ada, one)
    publish(walked, ada)
    count = Premises.objects.of(town).count()
    with pytest.raises(RoundRefused):
        writes.receive_notes(
            round=SurveyRound.objects.of(town).get(pk=walked.pk), by=ada, device="a",
            sent_at=NOON, notes=[withdrawal(one)], now=NOON,
        )  # fmt: skip
    assert Premises.objects.of(town).count() == count
