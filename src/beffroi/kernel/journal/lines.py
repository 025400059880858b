"""Entries as sentences; the names of a whole page are asked for once per kind of object."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beffroi.kernel.journal.registry import Verb, namer, verb
from beffroi.kernel.models import AuditEntry

PERSON, TOWN, BODY = "person", "town", "body"
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a person reads it; the keys lead to "everything by", "everything on"."""

    pk: int
    at: dt.datetime
    verb: str
    sentence: str
    who: str
    actor_key: str
    object_key: str
    what: str
    town_key: str
    town: str
    body: str


def lines_of(entries: Iterable[AuditEntry]) -> list[Line]:
    """The entries as sentences, in the same order; one query per kind of object named."""
    listed = list(entries)
    names = _names(listed)
    return [_line(entry, names) for entry in listed]


def _asked(entry: AuditEntry, told: Verb | None) -> Iterable[tuple[str, str]]:
    yield PERSON, entry.actor_key
    yield TOWN, entry.town_key
    yield BODY, entry.body_key
    if told is not None:
        yield told.about, entry.object_key
        yield from ((kind, str(entry.data.get(field, ""))) for field, kind in told.more)


def _names(entries: list[AuditEntry]) -> Names:
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for kind, key in _asked(entry, verb(entry.verb)):
            if kind and key:
                wanted[kind].add(key)
    found: dict[tuple[str, str], str] = {}
    for kind, keys in wanted.items():
        known = namer(kind)
        if known is not None:
            names, gone = known
            told = names(frozenset(keys))
            found |= {(kind, key): told.get(key) or str(gone) for key in keys}
    return found


class _Words(dict[str, Any]):
    """A datum that older entries lack is told by three dots: the line still reads."""

    def __missing__(self, key: str) -> str:
        return "…"


def _line(entry: AuditEntry, names: Names) -> Line:
    told = verb(entry.verb)
    who = names.get((PERSON, entry.actor_key)) or _("Beffroi")  # a job, a command
    what = names.get((told.about if told else "", entry.object_key), entry.object_key)
    body = names.get((BODY, entry.body_key), "")
    town = names.get((TOWN, entry.town_key), entry.town_key)
    words = _Words(entry.data)
    if told is not None:
        words.update({f: names.get((k, str(entry.data.get(f, ""))), "…") for f, k in told.more})
        words.update(told.words(entry.data))
    words.update(who=who, what=what, town=town)
    sentence = str(told.sentence) % words if told else f"{who} · {entry.verb} · {what}"
    if body:
        sentence = _("%(sentence)s, pour %(body)s") % {"sentence": sentence, "body": body}
    return Line(
        entry.pk, entry.recorded_at, entry.verb, sentence, who, entry.actor_key,
        entry.object_key, what, entry.town_key, town, body,
    )  # fmt: skip
