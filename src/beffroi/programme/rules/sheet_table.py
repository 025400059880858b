"""A spreadsheet of actions read as sheets: columns guessed, each row judged, each refusal told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.rules.sheet_columns import REQUIRED, plain
from beffroi.programme.rules.status import PRIORITIES, STATUSES

DAYS = ("start", "end")
LONGEST = {"code": 20, "title": 200, "referent": 160}
YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name: axes by code and name, bodies by name, codes already used; all plain."""

    axes: Mapping[str, str] = field(default_factory=dict)  # plain code or name → code
    bodies: Mapping[str, str] = field(default_factory=dict)  # plain name → key
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """A row read: its values, or why it is refused. `known`: a sheet of this code exists.

    `unread`: the fields whose cell could not be read.
    """

    number: int
    values: Mapping[str, Any]
    faults: tuple[str, ...] = ()
    known: bool = False
    unread: frozenset[str] = frozenset()


def judge(
    rows: Iterable[tuple[int, Sequence[str]]], mapping: Mapping[str, int], known: Known
) -> list[Judged]:
    """Each row with its values or its faults, in order; a code met twice is refused the second time."""
    seen: dict[str, int] = {}
    return [_judged(number, cells, mapping, known, seen) for number, cells in rows]


def judge_table(table: Mapping[str, Any], mapping: Mapping[str, int], known: Known) -> list[Judged]:
    """The same for a table as it is kept: its lines, each led by its number in the file."""
    return judge([(line[0], line[1:]) for line in table["lines"]], mapping, known)


def _judged(
    number: int,
    cells: Sequence[str],
    mapping: Mapping[str, int],
    known: Known,
    seen: dict[str, int],
) -> Judged:
    values, unread = _values(cells, mapping, known)
    faults = list(unread.values())
    faults += [str(_LACKS[name]) for name in REQUIRED if not values.get(name)]
    code = values.get("code") or ""
    if code in seen:
        said = _("Le code « %(code)s » est déjà celui de la ligne %(line)s.")
        faults.append(str(said % {"code": code, "line": seen[code]}))
    elif code:
        seen[code] = number
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        faults.append(str(_("La fin vient avant le début.")))
    return Judged(number, values, tuple(faults), code in known.codes, frozenset(unread))


def _values(
    cells: Sequence[str], mapping: Mapping[str, int], known: Known
) -> tuple[dict[str, Any], dict[str, str]]:
    """What the cells of a row say, and why those that cannot be read cannot; both by field."""
    values: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name, place in mapping.items():
        text = cells[place].strip() if place < len(cells) else ""
        try:
            values[name] = _read(name, text, known)
        except _FaultError as fault:
            unread[name] = str(fault)
    return values, unread


class _FaultError(ValueError):
    """A cell that cannot be read."""


_LACKS = {"code": _("Il manque le code."), "title": _("Il manque le titre.")}


def _read(name: str, text: str, known: Known) -> Any:
    if name in DAYS:
        return read_day(text) if text else None
    if name == "status":
        return _choice(text, STATUSES, _("Statut inconnu : « %(text)s ».")) or None
    if name == "priority":
        return _choice(text, PRIORITIES, _("Priorité inconnue : « %(text)s ».")) or None
    if name == "axis":
        return _named(text, known.axes, _("Axe inconnu dans cette convention : « %(text)s »."))
    if name == "project_owner":
        return _named(
            text,
            known.bodies,
            _("Organisme inconnu : « %(text)s ». Inscrivez-le d’abord, ou corrigez son nom."),
        )
    if len(text) > LONGEST.get(name, 10_000):
        said = _("« %(text)s… » est trop long : %(most)s caractères au plus.")
        raise _FaultError(said % {"text": text[:30], "most": LONGEST[name]})
    return text


def _choice(text: str, choices: Sequence[tuple[str, Any]], said: Any) -> str:
    if not text:
        return ""
    for key, label in choices:
        if plain(text) in (plain(key), plain(str(label))):
            return key
    raise _FaultError(said % {"text": text[:60]})


def _named(text: str, known: Mapping[str, str], said: Any) -> str:
    if not text:
        return ""
    found = known.get(plain(text))
    if found is None:
        raise _FaultError(said % {"text": text[:60]})
    return found


_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def read_day(text: str) -> dt.date:
    """A day as 12/03/2026, 12.03.2026 or 2026-03-12; the rest is refused."""
    said = _("« %(text)s » n’est pas une date : écrivez 31/12/2026.") % {"text": text[:30]}
    found = _DAY.fullmatch(text.partition("T")[0].strip())
    if found is None:
        raise _FaultError(said)
    d, m, y, y2, m2, d2 = found.groups()
    try:
        day = dt.date(int(y or y2), int(m or m2), int(d or d2))
    except ValueError as error:
        raise _FaultError(said) from error
    if day.year not in YEARS:
        raise _FaultError(_("Vérifiez l’année de « %(text)s ».") % {"text": text[:30]})
    return day
