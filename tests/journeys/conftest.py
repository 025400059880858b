"""A page for a journey, as on a phone unless the journey says otherwise."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from beffroi.premises.models import SurveyRound
from tests.journeys.line import Line
from tests.journeys.walkers import Phone, street, surveyors


@pytest.fixture
def page(
    browser: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> Iterator[Any]:
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.MEDIA_ROOT = tmp_path
    context = browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
    answered()
    # playwright runs a loop, and Django keeps connections apart by loop: end this loop's here,
    # else its session outlives the test database
    connections.close_all()


def answered(limit: float = 20.0) -> None:
    """Wait until the server answers nobody: emptying the tables under an answer is a deadlock."""
    end = time.monotonic() + limit
    while time.monotonic() < end and any(
        "process_request_thread" in one.name for one in threading.enumerate()
    ):
        time.sleep(0.02)


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
    made.enter("Nil")
    made.open()
    return made
