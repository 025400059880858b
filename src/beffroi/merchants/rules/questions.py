"""What a shop's record still lacks, as questions to whoever keeps the shop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.merchants.rules.facts import CONTACT, Said, State, Voice, Word, standing


class Why(StrEnum):
    """Why it is asked."""

    ASKED = "asked"  # the town asks back
    OTHERWISE = "otherwise"  # a newer file says something else
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: of which fact, why, in which words; `other` is what a newer file says."""

    word: str
    why: Why
    sentence: Any
    other: str = ""


MISSING: dict[str, Any] = {
    Word.HOURS: _("Quand êtes-vous ouvert ?"),
    Word.PHONE: _("À quel numéro vous appeler ?"),
    Word.WHEELCHAIR: _("Une personne en fauteuil peut-elle entrer ?"),
    Word.WEBSITE: _("Avez-vous un site ou une page ?"),
    Word.ACTIVITY: _("Que vend votre commerce ?"),
}


def questions(said: Mapping[str, Sequence[Said]]) -> list[Question]:
    """By word, what to ask: what the town asks back, what files say otherwise, what is missing."""
    asked = [
        Question(word, Why.ASKED, _("La ville demande une précision."))
        for word, rows in said.items()
        if rows and rows[-1].state == State.ASKED
    ]
    taken = {one.word for one in asked}
    doubts = [
        Question(word, Why.OTHERWISE, _("Est-ce toujours juste ?"), other)
        for word, rows in said.items()
        if word in CONTACT and word not in taken and (other := said_otherwise(rows))
    ]
    lacking = [
        Question(word, Why.MISSING, sentence)
        for word, sentence in MISSING.items()
        if word not in taken and not _answered(said.get(word, ()))
    ]
    return [*asked, *doubts, *lacking]


def said_otherwise(rows: Sequence[Said]) -> str:
    """What a file newer than the person's own word says, when it differs; "" else."""
    held = standing(rows)
    if held is None or not held.of_a_person:
        return ""
    files = [one for one in rows if one.voice == Voice.FILE and not one.source_gone]
    newest = max(files, key=_day, default=None)
    newer = newest is not None and _day(newest) > _day(held)
    return newest.value if newest and newer and newest.value != held.value else ""


def _answered(rows: Sequence[Said]) -> bool:
    """Somebody said it, or the merchant said that there is none; what waits is an answer too."""
    held = standing(rows)
    waits = any(one.state == State.WAITING for one in rows)
    return waits or (held is not None and (bool(held.value) or held.of_a_person))


def _day(one: Said) -> dt.date:
    return one.said_on or dt.date.min
