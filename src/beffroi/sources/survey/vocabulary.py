"""The words of a survey: every code of its waves, how often, and what the file itself says it means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from beffroi.sources.survey.mapping import Mapping as Columns
from beffroi.sources.survey.roles import is_blank, is_odd, plain, year_in
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.waves import Wave, mark_of

UNDECIDED = "unknown"
OCCUPIED = "occupied"
VACANT = re.compile(
    r"v|vac|(local|locaux|cellules?|commerces?|vitrines?)? ?"
    r"(vacant\w*|vacance|vides?|inoccup\w*|desaffect\w*)( .*)?"
)
WORKS = re.compile(r"vt|(local |locaux )?(vacants? )?(en )?travaux")
TAKEN = re.compile(r"(en )?travaux.*(preneur|reprise|ouverture).*")
CLOSED = re.compile(r"(ferme\w* )?(hors )?saison\w*( ferme\w*)?")
GONE = re.compile(r"(demoli|detruit|reuni|fusionne|supprime)\w*( .*)?")
CHANGED = re.compile(
    r"(usage |transforme\w* en )?(habitation|logement|garage|non commercial)s?( .*)?"
)
SHOP = re.compile(r"(local |commerce )?(occup\w*|ouverts?|en activite|actifs?|non vacant)")
YES, NO = {"o", "oui", "1", "vrai", "true", "x"}, {"n", "non", "0", "faux", "false"}


@dataclass(frozen=True, slots=True)
class Word:
    """One code as the file writes it; `counts`: wave → rows. `labels`: what stands beside it."""

    code: str
    label: str = ""
    category: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def as_data(self) -> dict[str, Any]:
        """For a JSON column."""
        return {"code": self.code, "label": self.label, "category": self.category,
                "counts": dict(self.counts)}  # fmt: skip


def state_meant(code: str, label: str = "", *, asked_vacant: bool = False) -> str:
    """The state a code or its label names by itself; "" when they name a trade, or nothing.

    The label decides where there is one: a code « V » may be anything elsewhere. `asked_vacant`:
    the column asks « vacant ? », and is answered by yes or no.
    """
    if asked_vacant and plain(code) in YES | NO:
        return "vacant" if plain(code) in YES else OCCUPIED
    for text in (plain(label), plain(code)):
        if not text:
            continue
        if is_odd(text):
            return UNDECIDED
        for state, pattern in (
            ("works_with_taker", TAKEN), ("works_unknown", WORKS), ("vacant", VACANT),
            ("seasonal_closed", CLOSED), ("demolished_merged", GONE),
            ("non_commercial_use", CHANGED), (OCCUPIED, SHOP),
        ):  # fmt: skip
            if pattern.fullmatch(text):
                return state
        if text == plain(label):
            return ""
    return ""


def rows_of(table: SurveyTable, mapping: Columns, wave: Wave) -> list[int]:
    """The rows a wave speaks of: all of a wide file, those of its mark in a long one."""
    if not mapping.wave_column:
        return list(range(len(table.rows)))
    marks = table.column(mapping.wave_column)
    return [n for n, mark in enumerate(marks) if mark_of(mark) == wave.key]


def codes_of(table: SurveyTable, mapping: Columns, wave: Wave) -> dict[int, str]:
    """Row → code, for the rows to which this wave gives one."""
    values = table.column(wave.column)
    rows = rows_of(table, mapping, wave)
    return {n: values[n] for n in rows if not is_blank(values[n])}


def words_of(table: SurveyTable, mapping: Columns) -> list[Word]:
    """Every code of the waves kept, the most frequent first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    beside: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for wave in mapping.waves:
        if not wave.kept:
            continue
        codes = codes_of(table, mapping, wave)
        for code in codes.values():
            counts[code][wave.key] += 1
        for role, title in _labelling(table, mapping, wave).items():
            values = table.column(title)
            for n, code in codes.items():
                if not is_blank(values[n]):
                    beside[role][code][values[n]] += 1
    found = [
        Word(code, _first(beside["label"][code]), _first(beside["category"][code]), dict(told))
        for code, told in counts.items()
    ]
    return sorted(found, key=lambda word: (-word.total, word.code))


def _labelling(table: SurveyTable, mapping: Columns, wave: Wave) -> dict[str, str]:
    """Columns that put a label or a category beside the codes of this very wave."""
    last = max((one.key for one in mapping.waves if _any(table, one)), default="")
    found = {}
    for role in ("label", "category"):
        title = mapping.columns.get(role, "")
        year = year_in(title) if title else None
        own = bool(mapping.wave_column) or wave.key == (str(year) if year else last)
        if title and title != wave.column and own:
            found[role] = title
    return found


def _any(table: SurveyTable, wave: Wave) -> bool:
    return any(not is_blank(value) for value in table.column(wave.column))


def _first(seen: Counter[str]) -> str:
    return seen.most_common(1)[0][0] if seen else ""


def category_words(values: Iterable[str]) -> Counter[str]:
    """How often each category is written."""
    return Counter(value for value in values if not is_blank(value))


def undecided(words: Sequence[Word], meanings: Mapping[str, str]) -> list[Word]:
    """The codes that nobody has decided."""
    return [word for word in words if meanings.get(word.code, UNDECIDED) == UNDECIDED]
