"""Erase a person at their own request, after some days in which they may come back."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from beffroi.accounts import personal
from beffroi.accounts.models import Person
from beffroi.kernel import audit


class ErasureRefused(Exception):
    """The person cannot be erased now; `sentences` say why and what to do."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@transaction.atomic
def ask_erasure(*, person: Person) -> dt.date:
    """The day it will be done; raises `ErasureRefused`."""
    sentences = personal.refusals(person)
    if sentences:
        raise ErasureRefused(sentences)
    person.erase_on = timezone.localdate() + dt.timedelta(days=settings.ERASURE_DAYS)
    person.save(update_fields=["erase_on"])
    audit.record("accounts.erasure_asked", by=person, on=person.key)
    return person.erase_on


@transaction.atomic
def take_back_erasure(*, person: Person) -> None:
    """The person stays."""
    person.erase_on = None
    person.save(update_fields=["erase_on"])
    audit.record("accounts.erasure_taken_back", by=person, on=person.key)


def erase_due(today: dt.date) -> int:
    """Erase everybody whose day has come; how many. Somebody indispensable since then stays."""
    done = 0
    for pk in Person.objects.filter(erase_on__lte=today).values_list("pk", flat=True):
        done += _erase(pk, today)
    return done


@transaction.atomic
def _erase(pk: int, today: dt.date) -> bool:
    person = Person.objects.select_for_update().filter(pk=pk, erase_on__lte=today).first()
    if person is None or personal.refusals(person):
        return False
    for holding in reversed(personal.holdings()):  # what stands on the person first
        if holding.erase is not None:
            holding.erase(person)
    audit.record("accounts.erased", on=person.key)
    return True
