"""Kinds of open matters: what each holds of a person, and how one is passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from beffroi.accounts.models import Person


class HandoverError(ValueError):
    """A kind that two contexts registered."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One open thing. `key` names it within its kind; `due` is its deadline or promise.

    `town` is its INSEE code when it is of one: a successor who may not act there cannot take it.
    """

    kind: str
    key: str
    title: str
    detail: str = ""
    href: str = ""
    due: dt.date | None = None
    town: str = ""

    @property
    def name(self) -> str:
        """Names it among all matters, for a form."""
        return f"{self.kind}:{self.key}"


class PassOn(Protocol):
    """Give one matter to a successor from a day on; raises `RoleRefusedError` with its sentence."""

    def __call__(
        self, *, matter: Matter, person: Person, to: Person, on: dt.date, by: Person
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """`lost` says what becomes of a matter that nobody takes; kinds are passed on in `order`."""

    key: str
    label: Any  # translated when shown
    open_matters: Callable[[Person, dt.date], Iterable[Matter]]
    pass_on: PassOn
    lost: Any
    order: int = 100


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind of matter; raises `HandoverError` for a key that another has taken."""
    if _kinds.get(kind.key, kind) != kind:
        raise HandoverError(f"kind of matter {kind.key!r} is registered twice")
    _kinds[kind.key] = kind


def forget(key: str) -> None:
    """Take a kind away: for tests that plant one."""
    _kinds.pop(key, None)


def kinds() -> list[Kind]:
    """Every kind, in the order in which they are passed on."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def matters_of(person: Person, on: dt.date) -> list[tuple[Kind, list[Matter]]]:
    """All that is open of a person on the day they leave; kinds without any are left out."""
    found = [(kind, list(kind.open_matters(person, on))) for kind in kinds()]
    return [(kind, sorted(some, key=_by_due)) for kind, some in found if some]


def _by_due(matter: Matter) -> tuple[dt.date, str]:
    return matter.due or dt.date.max, matter.title
