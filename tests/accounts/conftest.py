"""People of the tests, and a subject of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import Person
from beffroi.accounts.rules import subjects
from beffroi.accounts.rules.subjects import DAILY, Subject


@pytest.fixture
def owner() -> Person:
    return Person.objects.create_person("odile@example.invalid", "Odile Martin")


@pytest.fixture
def other() -> Person:
    return Person.objects.create_person("omar@example.invalid", "Omar Petit")


@pytest.fixture
def trial() -> Iterator[Subject]:
    """A subject told each morning, named by a text that has its English."""
    kept = dict(subjects._subjects)
    one = Subject("trial", _("Données"), _("Imports"), {"seen": "Vu : %(what)s, %(on)s."}, DAILY)
    subjects.register(one)
    yield one
    subjects._subjects.clear()
    subjects._subjects.update(kept)
