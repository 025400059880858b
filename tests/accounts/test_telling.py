"""Telling: once, cheaply, in each reader's language, and only if the rest commits."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import translation

from beffroi.accounts import reads, writes
from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import subjects
from beffroi.accounts.rules.subjects import DAILY, NEVER, NOW, WEEKLY, Subject, SubjectError

DAY = dt.date(2026, 3, 1)


def say(people, what: str = "un fait", **more) -> int:
    words = {"what": what, "on": DAY}
    return writes.tell(people, "trial", sentence="seen", params=words, **more)


@pytest.mark.django_db
def test_told_in_the_language_of_whoever_reads(owner: Person, trial: Subject) -> None:
    say([owner])
    message = Message.objects.get()
    assert message.words == "Vu\u202f: un fait, 1er\u00a0mars 2026."
    with translation.override("en"):
        assert "1\u00a0March 2026" in message.words
        assert str(subjects.label_of("trial")) == "Data"


@pytest.mark.django_db
def test_told_once_for_ever(owner: Person, other: Person, trial: Subject) -> None:
    assert say([owner], once="fact/1") == 1
    assert say([owner, other], once="fact/1") == 1
    assert Message.objects.count() == 2
    assert say([owner]) == say([owner]) == 1  # without the word, each time


@pytest.mark.django_db
def test_whoever_left_is_told_nothing(owner: Person, trial: Subject) -> None:
    owner.is_active = False
    owner.save()
    assert say([owner]) == 0 == Message.objects.count()


@pytest.mark.django_db
def test_three_hundred_people_cost_five_queries(
    trial: Subject, django_assert_max_num_queries
) -> None:
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.invalid", name=f"P{n}") for n in range(300)
    )
    with django_assert_max_num_queries(5):  # two of them open and close the savepoint
        assert say(people, once="many") == 300


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_when_the_rest_fails(owner: Person, trial: Subject) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        say([owner])
        raise RuntimeError
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"url": "https://elsewhere.example/"}, {"url": "//elsewhere"}])
def test_foreign_address_is_refused(owner: Person, trial: Subject, wrong: dict[str, str]) -> None:
    with pytest.raises(SubjectError, match="path of ours"):
        say([owner], **wrong)


@pytest.mark.django_db
def test_unknown_subject_or_sentence_is_refused(owner: Person, trial: Subject) -> None:
    with pytest.raises(SubjectError, match="AppConfig"):
        writes.tell([owner], "nothing", sentence="seen")
    with pytest.raises(SubjectError, match="no sentence"):
        writes.tell([owner], "trial", sentence="unseen")


@pytest.mark.django_db
def test_choice_of_rhythm_holds_for_what_waits_and_what_comes(owner: Person, trial) -> None:
    say([owner])
    writes.choose_rhythm(person=owner, subject="trial", rhythm=WEEKLY)
    say([owner])
    assert set(Message.objects.values_list("rhythm", flat=True)) == {WEEKLY}


@pytest.mark.django_db
def test_essential_is_never_silent(owner: Person) -> None:
    with pytest.raises(SubjectError):
        writes.choose_rhythm(person=owner, subject="security", rhythm=NEVER)
    assert writes.quiet(person=owner, what="security") == 0


@pytest.mark.django_db
def test_quiet_of_a_rhythm_silences_every_subject_that_has_it(owner: Person, trial) -> None:
    assert writes.quiet(person=owner, what=DAILY) >= 1
    rhythms = {one.subject.key: one.rhythm for one in reads.choices_of(owner)}
    assert rhythms["trial"] == NEVER
    assert rhythms["security"] == NOW


def test_every_subject_has_words_for_each_sentence() -> None:
    """With any blanks filled: a typing error in a blank would only show the day it is told."""
    filled = {
        "n": 2, "number": 3, "file": "a", "role": "elected_member", "scope": "town", "where": "b",
        "perimeter": "c", "on": {"day": "2026-01-02"}, "source": "d", "queue": "e", "reason": "f",
        "day": {"day": "2026-01-02"}, "town": "g", "body": "h", "text": "i", "title": "j",
        "due": {"day": "2026-01-02"}, "end": {"day": "2026-01-02"}, "committee": "k", "subject": "l",
        "name": "m", "vacant": 4, "total": 5, "version": 6, "place": "n", "door": "o", "shop": "p",
        "fact": "q", "words": "r", "into": "s", "question": 7,
    }  # fmt: skip
    known = subjects.subjects()
    assert len(known) >= 6
    for one in known:
        for which in one.sentences:
            assert subjects.sentence_of(one.key, which, filled)
