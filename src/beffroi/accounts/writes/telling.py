"""Tell people something: a line in each one's messages, mail at the rhythm each chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from beffroi.accounts.models import Mailing, Message, MessageChoice, Person
from beffroi.accounts.rules import subjects
from beffroi.accounts.rules.subjects import NEVER, NOW, SubjectError
from beffroi.kernel import audit

KEPT = dt.timedelta(days=730)  # a message older than this is forgotten


@transaction.atomic
def tell(
    people: Iterable[Person],
    subject: str,
    *,
    sentence: str,
    params: subjects.Params | None = None,
    url: str = "",
    town_key: str = "",
    object_key: str = "",
    once: str = "",
    by: Person | None = None,
) -> int:
    """Tell each active person once; returns how many are newly told. Four queries at most.

    `sentence` names one of the subject's sentences, `params` fills it (text, numbers, days); it is
    set in each reader's language when read. `url` is a path of ours. The same `once` is told a
    person one time only, for ever. Inside a transaction nothing leaves unless it commits.
    Raises `SubjectError` for a subject or sentence nobody registered, or a foreign address.
    """
    about, said = _checked(subject, sentence, url), subjects.as_kept(params or {})
    readers = _readers(people, once)
    chosen, mails = _rhythms(about, readers), _mails_of(about, readers)
    new = [
        Message(
            person=reader, subject=subject, sentence=sentence, params=said, url=url, once=once,
            town_key=town_key, object_key=object_key, told_by=getattr(by, "key", ""),
            rhythm=chosen.get(pk, about.rhythm), mailing=mails.get(pk))
        for pk, reader in readers.items()
    ]  # fmt: skip
    Message.objects.bulk_create(new, ignore_conflicts=bool(once))
    _send_soon(one.rhythm for one in new)
    return len(new)


def _readers(people: Iterable[Person], once: str) -> dict[int, Person]:
    """Those who may still sign in and were not told this yet."""
    readers = {person.pk: person for person in people if person.is_active}
    if once and readers:
        held = Message.objects.filter(person__in=list(readers), once=once)
        for pk in held.values_list("person_id", flat=True):
            readers.pop(pk, None)
    return readers


def _checked(key: str, sentence: str, url: str) -> subjects.Subject:
    about = subjects.subject(key)
    if sentence not in about.sentences:
        raise SubjectError(f"subject {key!r} has no sentence {sentence!r}")
    if url and (not url.startswith("/") or url.startswith("//")):
        raise SubjectError(f"{url!r} is not a path of ours")
    return about


def _rhythms(about: subjects.Subject, readers: Iterable[int]) -> dict[int, str]:
    """What each of them chose for this subject; those who chose nothing are left out."""
    wanted = [] if about.essential else list(readers)
    chosen = MessageChoice.objects.filter(person__in=wanted, subject=about.key)
    return dict(chosen.values_list("person_id", "rhythm"))


def _mails_of(about: subjects.Subject, readers: Iterable[int]) -> dict[int, Mailing]:
    """What is essential has its mail from the start: whoever entered cannot stop it by reading."""
    if not (about.essential and settings.EMAIL_READY):
        return {}
    made = Mailing.objects.bulk_create(Mailing(person_id=pk, rhythm=NOW) for pk in readers)
    return {mail.person_id: mail for mail in made}


def _send_soon(rhythms: Iterable[str]) -> None:
    """After the commit: a round of mail that began before would not see these messages."""
    if NOW not in rhythms:
        return
    from beffroi.accounts import tasks  # the queue's door stands above

    transaction.on_commit(tasks.send_soon, robust=True)  # the next round catches up


@transaction.atomic
def choose_rhythm(*, person: Person, subject: str, rhythm: str, by: Person | None = None) -> None:
    """How often this person wants mail of a subject; what waits to be mailed follows.

    Raises `SubjectError` for anything but "now" on an essential subject.
    """
    about = subjects.subject(subject)
    if rhythm not in dict(about.rhythms()):
        raise SubjectError(f"{subject!r} cannot be told {rhythm!r}")
    MessageChoice.objects.update_or_create(
        person=person, subject=subject, defaults={"rhythm": rhythm}
    )
    waiting = Message.objects.filter(person=person, subject=subject, mailing=None, is_read=False)
    waiting.update(rhythm=rhythm)
    audit.record("accounts.rhythm_chosen", by=by or person, on=person.key, **{subject: rhythm})
    _send_soon([rhythm])


@transaction.atomic
def quiet(*, person: Person, what: str) -> int:
    """No more mail of one subject, or of all that came at one rhythm; returns how many subjects.

    The messages stay on the page, and what is essential still comes by mail.
    """
    chosen = dict(MessageChoice.objects.filter(person=person).values_list("subject", "rhythm"))
    named = [
        one
        for one in subjects.subjects()
        if not one.essential and what in (one.key, chosen.get(one.key, one.rhythm))
    ]
    for one in named:
        choose_rhythm(person=person, subject=one.key, rhythm=NEVER)
    return len(named)


def mark_read(message: Message, *, read: bool = True) -> None:
    """Read, or unread again."""
    message.is_read = read
    message.save(update_fields=["is_read"])


def archive(message: Message, *, away: bool = True) -> None:
    """Put away, or back; what is put away is read."""
    message.is_archived, message.is_read = away, message.is_read or away
    message.save(update_fields=["is_archived", "is_read"])


def mark_all_read(rows: QuerySet[Message]) -> int:
    """Read all of these; returns how many were not."""
    return rows.filter(is_read=False).update(is_read=True)


def forget_old(now: dt.datetime | None = None) -> int:
    """Delete messages of more than two years, and the mails that carried nothing else."""
    limit = (now or timezone.now()) - KEPT
    gone, _each = Message.objects.filter(told_at__lt=limit).delete()
    Mailing.objects.filter(changed__lt=limit, messages=None).delete()
    return gone
