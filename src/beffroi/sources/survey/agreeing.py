"""Columns that say the same thing of the same wave, and disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.sources.records import Fault
from beffroi.sources.survey.mapping import Mapping as Columns
from beffroi.sources.survey.roles import is_blank, plain, role_of, year_in
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.vocabulary import UNDECIDED, codes_of, rows_of, state_meant
from beffroi.sources.survey.waves import Wave

VACANT, WORKS = "vacant", "works_unknown"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many doors a column says vacant, and under works."""

    title: str
    vacant: int
    works: int


def disagreements(
    table: SurveyTable, mapping: Columns, meanings: Mapping[str, str]
) -> Iterable[Fault]:
    """A wave whose vacant doors are not the same number by every column that tells them."""
    last = max((w.key for w in mapping.waves if codes_of(table, mapping, w)), default="")
    for wave in mapping.waves:
        codes = codes_of(table, mapping, wave)
        if not codes:
            continue
        told = [_by_codes(wave, codes, meanings)]
        told += [
            counted
            for title in mapping.beside
            if _speaks_of(title, wave, last, mapping)
            and (counted := _by_words(table, mapping, wave, title)) is not None
        ]
        if len({(one.vacant, one.works) for one in told}) > 1:
            yield _told(wave, told)


def _speaks_of(title: str, wave: Wave, last: str, mapping: Columns) -> bool:
    year = year_in(title)
    return bool(mapping.wave_column) or (wave.key == (str(year) if year else last))


def _by_codes(wave: Wave, codes: Mapping[int, str], meanings: Mapping[str, str]) -> Counted:
    states = Counter(meanings.get(code, UNDECIDED) for code in codes.values())
    return Counted(wave.column, states[VACANT], states[WORKS])


def _by_words(table: SurveyTable, mapping: Columns, wave: Wave, title: str) -> Counted | None:
    """What a column of words says; None when it says nothing of vacancy."""
    values, rule = table.column(title), role_of(title)
    asked = rule is not None and rule.key == "vacancy" and plain(title).startswith("vacan")
    rows = [n for n in rows_of(table, mapping, wave) if not is_blank(values[n])]
    states = Counter(state_meant(values[n], asked_vacant=asked) for n in rows)
    if not states[VACANT] and not states[WORKS]:
        return None
    return Counted(title, states[VACANT], states[WORKS])


def _told(wave: Wave, told: list[Counted]) -> Fault:
    parts = []
    for counts in dict.fromkeys((one.vacant, one.works) for one in told):
        titles = ", ".join(f"« {one.title} »" for one in told if (one.vacant, one.works) == counts)
        works = _(" (et %(n)d en travaux)") % {"n": counts[1]} if counts[1] else ""
        parts.append(_("%(n)d locaux vacants%(works)s selon %(titles)s")
                     % {"n": counts[0], "works": works, "titles": titles})  # fmt: skip
    said = _("Vague %(wave)s, les colonnes ne s’accordent pas : %(parts)s. Les codes décident.")
    words = {"wave": wave.key or wave.column, "parts": " ; ".join(parts)}
    return Fault("disagree", said % words, column=wave.column, severity="doubtful")
