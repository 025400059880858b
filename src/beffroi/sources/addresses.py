"""Spellings of one street brought together: « R. de la Gare », « RUE DE LA GARE », « r gare ».

The abbreviations are data of the country pack (`street_types.csv`: short, full, and whether the
short form stands at the start of a name or anywhere in it).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ARTICLES = {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "en", "et"}
NUMBER = re.compile(
    r"^\s*(\d{1,5})\s*(bis|ter|quater|[a-z](?![a-z'’]))?(?:\s*[,;/]\s*|\s+|$)", re.I
)


@dataclass(frozen=True, slots=True)
class Address:
    """« 12 bis, R. de la Gare »: number 12, repetition "bis", street « R. de la Gare »."""

    number: int | None
    repetition: str
    street: str


class StreetForms:
    """How a country shortens its street names."""

    def __init__(self, starts: dict[tuple[str, ...], str], words: dict[str, str]) -> None:
        self._starts, self._words = starts, words
        self._longest = max((len(short) for short in starts), default=0)
        self.types = {full.split()[0] for full in starts.values()}

    @classmethod
    def load(cls, path: Path) -> StreetForms:
        """Read `street_types.csv` (short,full,place)."""
        starts: dict[tuple[str, ...], str] = {}
        words: dict[str, str] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["place"] == "start":
                    starts[tuple(row["short"].split())] = row["full"]
                else:
                    words[row["short"]] = row["full"]
        return cls(starts, words)

    def key(self, *parts: str) -> str:
        """What two spellings of one street share; SIRENE gives type and name apart.

        Lower case, no accent, no sign, types and titles in full, no article: « AV », « DU MAL
        FOCH » and « Avenue du Maréchal Foch » all give "avenue marechal foch".
        """
        words = _plain(" ".join(parts)).split()
        for size in range(min(self._longest, len(words)), 0, -1):
            full = self._starts.get(tuple(words[:size]))
            if full:
                words[:size] = full.split()
                break
        spelled = words[:1] + [w for word in words[1:] for w in self._spelled(word)]
        return " ".join(word for word in spelled if word not in ARTICLES) or " ".join(words)

    def has_type(self, key: str) -> bool:
        """Whether a key begins with the kind of street it is."""
        first = key.split(" ", 1)[0]
        return first in self.types

    def _spelled(self, word: str) -> list[str]:
        return self._words.get(word, word).split()


class StreetIndex:
    """The streets of a town by their key, to find the one an address means."""

    def __init__(self, names: Iterable[str], forms: StreetForms) -> None:
        self._forms = forms
        self._by_key: dict[str, str] = {}
        self._by_tail: dict[str, set[str]] = {}
        for name in sorted(set(names)):
            key = forms.key(name)
            self._by_key.setdefault(key, name)
            self._by_tail.setdefault(key.partition(" ")[2], set()).add(name)

    def find(self, *parts: str) -> str | None:
        """The street meant, or None.

        A name without its type (« Victor Hugo ») finds a street when only one bears that name.
        """
        key = self._forms.key(*parts)
        if key in self._by_key:
            return self._by_key[key]
        if not key or self._forms.has_type(key):
            return None
        alike = self._by_tail.get(key, set())
        return next(iter(alike)) if len(alike) == 1 else None


def split_number(text: str) -> Address:
    """Part the house number from the street of a one-line address."""
    found = NUMBER.match(text)
    if found is None:
        return Address(None, "", text.strip())
    return Address(int(found[1]), (found[2] or "").lower(), text[found.end() :].strip(" ,"))


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()
