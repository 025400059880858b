"""Which column of a spreadsheet of actions says what: guessed by its title, and what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

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
    titles: Sequence[str], mapping: Mapping[str, int], unread: Collection[str], *, confirmed: bool
) -> dict[str, Doubt]:
    """The fields a person must look at, and why; the others were read by their title.

    `unread`: those with a cell that could not be read.
    `confirmed`: somebody chose these columns, so that a title that only resembles is no doubt.
    """
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
