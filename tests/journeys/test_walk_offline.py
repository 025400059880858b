"""A street walked with a phone and no network: nothing lost, nothing twice, few taps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from beffroi.premises.models import SurveyRound
from tests.journeys.line import Line
from tests.journeys.walkers import DOORS, Phone, notes, street, surveyors

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    made = Line(live_server.url)
    yield made
    made.close()


@pytest.fixture
def walk(line: Line) -> SurveyRound:
    made = street()
    surveyors(made, "Nil")
    return made


@pytest.fixture
def phone(page: Any, line: Line, walk: SurveyRound) -> Phone:
    made = Phone(page, line, walk)
    made.sign_in("Nil")
    made.open()
    return made


def test_sixty_unchanged_doors_take_at_most_seventy_taps_without_network(
    phone: Phone, walk: SurveyRound, line: Line
) -> None:
    line.cut()
    phone.page.reload()
    phone.ready()
    phone.unchanged(DOORS)
    assert "60 portes de cette marche sont vues" in phone.page.inner_text("main")
    taps = phone.page.evaluate("window.taps")
    assert DOORS <= taps <= 70, taps
    assert notes(walk) == [], "nothing can have left the phone"
    phone.wait_bar("Hors réseau")
    assert "60" in phone.bar()
    line.mend()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_bar("Envoyé")
    told = notes(walk)
    assert len({note.uuid for note in told}) == len({note.premises_id for note in told}) == DOORS
    assert {note.kind for note in told} == {"unchanged"}
    assert [note.sequence for note in told] == list(range(1, DOORS + 1))
    assert phone.page.evaluate("window.taps") == taps, "sending asked for no tap"
