"""A spreadsheet of actions read as sheets: columns guessed, each row judged, each refusal told."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.rules.status import PRIORITIES, STATUSES

# Field → the titles that people give it, plain.
TITLES: dict[str, tuple[str, ...]] = {
    "code": ("code", "numero", "n", "no", "ref", "reference", "n action", "numero de la fiche", "fiche"),
    "title": ("titre", "action", "intitule", "nom", "libelle", "objet", "nom de l action", "title"),
    "axis": ("axe", "axe strategique", "orientation", "pilier", "axis", "theme", "thematique"),
    "status": ("statut", "etat", "avancement", "status", "etat d avancement"),
    "priority": ("priorite", "priority", "niveau de priorite"),
    "start": ("debut", "date de debut", "commence le", "start", "demarrage", "lancement"),
    "end": ("fin", "date de fin", "echeance", "finit le", "end", "livraison"),
    "project_owner": ("maitre d ouvrage", "maitrise d ouvrage", "porteur", "moa", "pilote", "organisme", "project owner"),
    "referent": ("referent", "contact", "chef de projet", "responsable", "contact person"),
    "need": ("besoin", "contexte", "contexte et besoin", "constat", "enjeu", "need"),
    "objectives": ("objectif", "objectifs", "objectives"),
    "description": ("description", "descriptif", "contenu", "detail", "description de l action"),
    "deliverables": ("livrables", "livrable", "resultats attendus", "deliverables"),
    "risks": ("risques", "risque", "freins", "risks"),
}  # fmt: skip
REQUIRED = ("code", "title")
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


class Doubt(StrEnum):
    """Why a person must look at a column before the table is written."""

    MISSING = "missing"  # no column says it, and it must be said
    NEAR = "near"  # its title only resembles
    UNREAD = "unread"  # cells of it cannot be read


def plain(text: str) -> str:
    """Small letters without accents or signs: what two people write of one thing."""
    straight = text.replace("’", " ").replace("œ", "oe")
    flat = unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", flat).split())


def guess(titles: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, by its title, each once: first those that bear a known title,
    then those whose title holds one (« Date de début prévue »).
    """
    found: dict[str, int] = {}
    told = [plain(title) for title in titles]
    for name, words in TITLES.items():
        fits = [n for n, title in enumerate(told) if title in words and n not in found.values()]
        if fits:
            found[name] = min(fits, key=lambda n: words.index(told[n]))
    for name in [one for one in TITLES if one not in found]:
        near = [n for n, title in enumerate(told) if _holds(title, name)]
        free = [n for n in near if n not in found.values() and _only(told[n], name, found)]
        if free:
            found[name] = min(free, key=lambda n: (len(told[n]), n))
    return {name: found[name] for name in TITLES if name in found}


SHORTEST = 3  # letters: « n » or « no » is in every title


def _holds(title: str, name: str) -> bool:
    words = (word for word in TITLES[name] if len(word) >= SHORTEST)
    return any(f" {word} " in f" {title} " for word in words)


def _only(title: str, name: str, found: Mapping[str, int]) -> bool:
    """Whether no other field still looked for is held by this title: two would be a guess too many."""
    others = TITLES.keys() - found.keys() - {name}
    return not any(_holds(title, other) for other in others)


def doubts(
    titles: Sequence[str], mapping: Mapping[str, int], rows: Iterable[Judged], *, confirmed: bool
) -> dict[str, Doubt]:
    """The fields a person must look at, and why; the others were read by their title.

    `confirmed`: somebody chose these columns, so that a title that only resembles is no doubt.
    """
    unread = {name for row in rows for name in row.unread}
    found: dict[str, Doubt] = {}
    for name, words in TITLES.items():
        if name not in mapping:
            if name in REQUIRED:
                found[name] = Doubt.MISSING
        elif name in unread:
            found[name] = Doubt.UNREAD
        elif not confirmed and plain(titles[mapping[name]]) not in words:
            found[name] = Doubt.NEAR
    return found


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
    values: dict[str, Any] = {}
    faults: list[str] = []
    unread = set()
    for name, place in mapping.items():
        text = cells[place].strip() if place < len(cells) else ""
        try:
            values[name] = _read(name, text, known)
        except _FaultError as fault:
            faults.append(str(fault))
            unread.add(name)
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
