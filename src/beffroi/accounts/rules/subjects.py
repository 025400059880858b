"""What people can be told about: a registry that each context fills in `AppConfig.ready()`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.ui import typography

NOW, DAILY, WEEKLY, NEVER = "now", "daily", "weekly", "never"
RHYTHMS: dict[str, Any] = {
    NOW: _("tout de suite"),
    DAILY: _("chaque matin"),
    WEEKLY: _("le lundi matin"),
    NEVER: _("jamais"),
}
Params = Mapping[str, Any]


def rhythm_choices() -> list[tuple[str, Any]]:
    """Rhythms as a form shows them."""
    return list(RHYTHMS.items())


class SubjectError(Exception):
    """A subject or a sentence that cannot be; the words say why."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One matter people may be told of.

    `sentences`: key -> lazy French sentence with `%(name)s` blanks, filled and translated for each
    reader when read. `prepare(params)` may turn stored keys into words of the reader's language.
    An `essential` subject (the safety of an account) is always told by mail, and at once.
    """

    key: str
    label: Any
    explanation: Any
    sentences: Mapping[str, Any]
    rhythm: str = DAILY
    essential: bool = False
    order: int = 100
    prepare: Callable[[Params], Params] = field(default=dict)

    def rhythms(self) -> list[tuple[str, Any]]:
        """The rhythms a person may choose."""
        return [pair for pair in rhythm_choices() if not self.essential or pair[0] == NOW]


_subjects: dict[str, Subject] = {}
_namers: list[Callable[[Iterable[str]], Mapping[str, str]]] = []
_painters: list[Callable[[Iterable[str]], Mapping[str, str]]] = []


def register(subject: Subject) -> None:
    """Add a subject; raises `SubjectError` for a rhythm nobody knows or a key used twice."""
    if subject.rhythm not in RHYTHMS or (subject.essential and subject.rhythm != NOW):
        raise SubjectError(f"subject {subject.key!r} cannot be told {subject.rhythm!r}")
    if subject.key in _subjects and _subjects[subject.key].sentences != subject.sentences:
        raise SubjectError(f"subject {subject.key!r} is registered twice")
    _subjects[subject.key] = subject


def subject(key: str) -> Subject:
    """The subject of this key; raises `SubjectError` for an unknown one."""
    if key not in _subjects:
        raise SubjectError(f"no subject {key!r}: register it in AppConfig.ready()")
    return _subjects[key]


def subjects() -> list[Subject]:
    """Every subject, in the order of the page."""
    return sorted(_subjects.values(), key=lambda one: (one.order, one.key))


def label_of(key: str) -> Any:
    """The subject's name; the key itself for one whose context is gone."""
    return _subjects[key].label if key in _subjects else key


def name_towns_with(namer: Callable[[Iterable[str]], Mapping[str, str]]) -> None:
    """Who knows the names of towns: INSEE codes in, names out (territory, at start)."""
    _namers[:] = [namer]


def town_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Names of towns by their codes; a code nobody knows is left out."""
    wanted = sorted({code for code in codes if code})
    return _namers[0](wanted) if _namers and wanted else {}


def colour_towns_with(painter: Callable[[Iterable[str]], Mapping[str, str]]) -> None:
    """Who knows the colours of towns: INSEE codes in, "#rrggbb" out (territory, at start)."""
    _painters[:] = [painter]


def town_accents(codes: Iterable[str]) -> Mapping[str, str]:
    """Colours that towns chose, by their codes; a town that keeps ours is left out."""
    wanted = sorted({code for code in codes if code})
    return _painters[0](wanted) if _painters and wanted else {}


def as_kept(params: Params) -> dict[str, Any]:
    """Blanks as the table keeps them: text, numbers, days."""
    return {name: _kept(value) for name, value in params.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, dt.date):
        return {"day": value.isoformat()[:10]}
    return value if isinstance(value, int | float | str) else str(value)


def sentence_of(key: str, which: str, params: Params) -> str:
    """The sentence in the active language; plain words when its context is gone."""
    known = _subjects.get(key)
    if known is None or which not in known.sentences:
        return str(_("Un message d’une partie de Beffroi qui n’existe plus."))
    filled = {name: _shown(value) for name, value in known.prepare(params).items()}
    return typography.typo(str(known.sentences[which] % filled))


def _shown(value: Any) -> Any:
    if isinstance(value, dict) and "day" in value:
        return typography.date(dt.date.fromisoformat(value["day"]))
    return value
