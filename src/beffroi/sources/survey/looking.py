"""First look at a survey: what it holds, how it reads, what is wrong, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.sources.records import Fault
from beffroi.sources.survey.agreeing import disagreements
from beffroi.sources.survey.defects import defects
from beffroi.sources.survey.mapping import Mapping as Columns
from beffroi.sources.survey.places import Places, places_of
from beffroi.sources.survey.projections import Ground, name_of
from beffroi.sources.survey.shifted import refuse_shifted
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.vocabulary import Word, codes_of, state_meant, words_of
from beffroi.sources.survey.waves import Wave

SHOWN = 10
CELL = 60


@dataclass(frozen=True, slots=True)
class Looked:
    """What a first look found; `doors`: rows; `sizes`: wave → rows that bear a code."""

    doors: int
    words: list[Word]
    faults: list[Fault]
    places: Places
    sizes: dict[str, int]
    head: list[list[str]]

    def as_data(self, table: SurveyTable) -> dict[str, Any]:
        """For a JSON column: titles and ten rows, words and sizes; faults are kept apart."""
        system = self.places.system
        return {
            "titles": list(table.titles),
            "head": self.head,
            "doors": self.doors,
            "words": [word.as_data() for word in self.words],
            "sizes": self.sizes,
            "system": name_of(system.code) if system else "",
            "here": system.here if system else None,
            "drawn": bool(table.shapes),
        }


def look(
    table: SurveyTable, mapping: Columns, ground: Ground, meanings: Mapping[str, str]
) -> Looked:
    """Judge a table read by this mapping; raises `UnreadableSource` when it cannot be one."""
    refuse_shifted(table)
    places = places_of(table, mapping, ground)
    words = words_of(table, mapping)
    known = {
        word.code: meanings.get(word.code) or state_meant(word.code, word.label) for word in words
    }
    faults = [*defects(table, mapping, places), *disagreements(table, mapping, known)]
    sizes = {wave.key: len(codes_of(table, mapping, wave)) for wave in mapping.waves}
    head = [[cell[:CELL] for cell in row] for row in table.rows[:SHOWN]]
    return Looked(len(table.rows), words, faults, places, sizes, head)


__all__ = ["Looked", "Wave", "look", "refuse_shifted"]
