"""Communes of a country pack: found by code or by name as people write it."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": " ", "'": " ", "-": " "})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
MAX_NAMED = 12  # names listed in a sentence


class Commune(NamedTuple):
    """A commune, or a municipal arrondissement (`kind`, `parent`) of Paris, Lyon, Marseille.

    `population` is None where our data has none (arrondissements, uninhabited lands).
    """

    code: str
    name: str
    kind: str
    departement: str
    region: str
    epci: str  # SIREN of the EPCI with own taxation, "" when in none
    population: int | None
    population_year: int | None
    parent: str
    key: str


class CommuneNotFoundError(LookupError):
    """No commune, or several: `candidates` lists those meant, `sentence` is for the person."""

    def __init__(self, sentence: str, candidates: tuple[Commune, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.candidates = candidates


def search_key(name: str) -> str:
    """The name without case, accents, hyphens or apostrophes; St and Ste written in full."""
    flat = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
    plain = "".join(sign if sign.isalnum() else " " for sign in flat if not _is_accent(sign))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in plain.split())


def _is_accent(sign: str) -> bool:
    return unicodedata.combining(sign) != 0


class Communes(Mapping[str, Commune]):
    """By INSEE code; lines become values only when they are asked for (35,000 of them)."""

    def __init__(self, lines: dict[str, str], former: dict[str, str]) -> None:
        self._lines = lines
        self._former = former
        self._by_key: dict[str, list[str]] | None = None

    def __getitem__(self, code: str) -> Commune:
        row = self._lines[code].split(",")  # no name holds a comma: a test says so
        population, year = (int(value) if value else None for value in row[6:8])
        return Commune._make([*row[:6], population, year, *row[8:]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def successor(self, code: str) -> str:
        """The commune that a former code became part of, or the code itself."""
        return self._former.get(code, code)

    def named(self, name: str) -> list[Commune]:
        """Communes of that very name, whatever its accents, the most populous first."""
        return self._sorted(self._keys().get(search_key(name), []))

    def starting(self, text: str, limit: int = MAX_NAMED) -> list[Commune]:
        """Communes whose name, or a word of it, starts so: for a search box."""
        key = search_key(text)
        keys = self._keys()
        begins = [code for name, found in keys.items() if name.startswith(key) for code in found]
        within = [code for name, found in keys.items() if f" {key}" in name for code in found]
        return (self._sorted(begins) + self._sorted(within))[:limit] if key else []

    def find(self, text: str) -> Commune:
        """The one commune of this code or name; raises `CommuneNotFoundError` with candidates."""
        text = text.strip()
        code = self._former.get(text.upper(), text.upper())
        if code in self._lines:
            return self[code]
        found = self.named(text)
        if len(found) == 1:
            return found[0]
        raise _several(text, found) if found else _none(text, self.starting(text))

    def register_codes(self, code: str) -> list[str]:
        """Codes under which the register files a commune: its arrondissements where it has any."""
        mark = f",{code},"
        lines = [line for line in self._lines.values() if ",arrondissement," in line]
        return [line[:5] for line in lines if mark in line] or [code]

    def _keys(self) -> dict[str, list[str]]:
        if self._by_key is None:
            self._by_key = {}
            for code, line in self._lines.items():
                self._by_key.setdefault(line.rpartition(",")[2], []).append(code)
        return self._by_key

    def _sorted(self, codes: list[str]) -> list[Commune]:
        return sorted((self[code] for code in codes), key=lambda c: (-(c.population or 0), c.code))


def read_communes(communes: Path, former: Path) -> Communes:
    """Both tables of a pack, read as they are stored."""
    lines = {line[:5]: line for line in _lines(communes)}
    return Communes(lines, {line[:5]: line[6:] for line in _lines(former)})


def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()[1:]  # after the header


def _several(text: str, found: list[Commune]) -> CommuneNotFoundError:
    names = ", ".join(f"{c.name} ({c.departement}, code {c.code})" for c in found[:MAX_NAMED])
    sentence = _(
        "Plusieurs communes s’appellent « %(name)s » : %(candidates)s. Donnez le code INSEE."
    )
    more = "…" if len(found) > MAX_NAMED else ""
    return CommuneNotFoundError(sentence % {"name": text, "candidates": names + more}, tuple(found))


def _none(text: str, near: list[Commune]) -> CommuneNotFoundError:
    sentence = _("Aucune commune ne s’appelle « %(name)s ».") % {"name": text}
    if near:
        names = ", ".join(f"{c.name} ({c.code})" for c in near)
        sentence += " " + _("Vouliez-vous dire : %(candidates)s ?") % {"candidates": names}
    return CommuneNotFoundError(sentence, tuple(near))
