"""A person's messages, always asked for by that person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import translate_url
from django.utils import translation

from beffroi.accounts.models import Message, MessageChoice, Person
from beffroi.accounts.rules import subjects

PAGE = 30
MANY = 100  # counted no further: the bell says "99+"
BOXES = ("unread", "all", "archived")


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of messages; `older` is the mark of the next page, None on the last."""

    messages: list[Message]
    older: int | None
    towns: list[tuple[str, str]]  # code and name of the towns there are messages of
    names: dict[str, str]


def rows_of(person: Person, *, box: str = "all", town: str = "") -> QuerySet[Message]:
    """This person's messages of a box ("unread", "all" but archived, "archived"), newest first."""
    rows = Message.objects.filter(person=person, is_archived=box == "archived")
    if box == "unread":
        rows = rows.filter(is_read=False)
    return (rows.filter(town_key=town) if town else rows).order_by("-pk")


def inbox(person: Person, *, box: str, town: str = "", before: int | None = None) -> Inbox:
    """A page of thirty, by key: as quick on the thousandth as on the first."""
    rows = rows_of(person, box=box, town=town)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    told = Message.objects.filter(person=person).exclude(town_key="").order_by("town_key")
    names = dict(subjects.town_names(told.values_list("town_key", flat=True).distinct()))
    towns = sorted(names.items(), key=lambda pair: pair[1])
    return Inbox(shown, shown[-1].pk if len(found) > PAGE else None, towns, names)


def unread_count(person: Person) -> int:
    """How many messages are not read, at most `MANY`: one query on a small index."""
    unread = Message.objects.filter(person=person, is_read=False, is_archived=False)
    return unread[:MANY].count()


def page_in(path: str, language: str) -> str:
    """The address of the same page of ours in another language; `path` may name its host."""
    english = urlsplit(path).path.startswith("/en/")
    with translation.override("en" if english else settings.LANGUAGE_CODE):
        return translate_url(path, language)


def message_or_404(person: Person, key: str) -> Message:
    """One message of this person; another person's is not found."""
    return get_object_or_404(Message, person=person, key=key)


def people_of_keys(keys: Iterable[str]) -> QuerySet[Person]:
    """People by the opaque keys that other tables keep; those erased are left out."""
    return Person.objects.filter(key__in=[key for key in keys if key])


@dataclass(frozen=True, slots=True)
class Choice:
    """A subject as one person has it."""

    subject: subjects.Subject
    rhythm: str

    @property
    def options(self) -> list[tuple[str, Any]]:
        return self.subject.rhythms()


def choices_of(person: Person) -> list[Choice]:
    """Every subject with the rhythm this person has."""
    chosen = dict(MessageChoice.objects.filter(person=person).values_list("subject", "rhythm"))
    return [Choice(one, chosen.get(one.key, one.rhythm)) for one in subjects.subjects()]
