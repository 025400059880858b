"""The surveys within one file: a column a year, or a mark on each row; and the day of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from beffroi.sources.survey import roles
from beffroi.sources.survey.roles import day, is_blank, role_of, stem, year_in
from beffroi.sources.survey.table import SurveyTable

CODE_STEMS = ("code", "etat", "activite", "categorie", "vacance", "occupation")


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey within a file. `column` holds its codes; in a long file `key` is its mark.

    `on` None: nobody said the day yet; `supposed`: the file only says the year.
    """

    key: str
    column: str
    on: dt.date | None = None
    supposed: bool = False
    begun: dt.date | None = None
    kept: bool = True


def wide_waves(table: SurveyTable) -> tuple[Wave, ...]:
    """One column a year: the stem of two years or more whose columns are the fullest."""
    stems: dict[str, list[str]] = defaultdict(list)
    for title in table.titles:
        role = role_of(title)
        if year_in(title) and (
            role is None or role.key in ("code", "label", "category", "vacancy")
        ):
            stems[stem(title)].append(title)
    several = {bare: titles for bare, titles in stems.items() if len(titles) > 1}
    if not several:
        return ()
    bare = max(several, key=lambda one: _telling(table, one, several[one]))
    found = sorted(several[bare], key=lambda title: year_in(title) or 0)
    return tuple(Wave(str(year_in(title)), title) for title in found)


def _telling(table: SurveyTable, bare: str, titles: Sequence[str]) -> tuple[float, int]:
    """How full the columns of a stem are, then how well it is named."""
    values = [value for title in titles for value in table.column(title)]
    full = sum(not is_blank(value) for value in values) / max(1, len(values))
    known = next((n for n, word in enumerate(CODE_STEMS) if bare.startswith(word)), 9)
    return round(full, 1), -known


def code_column(table: SurveyTable, columns: dict[str, str]) -> str:
    """The column of codes, of states or of trades, of a file of one wave or of a long one."""
    rows = [(title, role_of(title)) for title in table.titles]
    for wanted in ("code", "vacancy", "label", "category"):
        named = [title for title, role in rows if role is not None and role.key == wanted]
        full = [title for title in named if any(not is_blank(v) for v in table.column(title))]
        if full:
            return max(full, key=lambda title: (year_in(title) or 0, -table.titles.index(title)))
    return ""


def marks(table: SurveyTable, title: str) -> str:
    """The column of dates when it holds several surveys: years apart, each of many rows."""
    years: defaultdict[int, int] = defaultdict(int)
    for value in table.column(title) if title else ():
        on = day(value)
        if on:
            years[on.year] += 1
    return title if sum(count > 1 for count in years.values()) > 1 else ""


def mark_of(value: str) -> str:
    """Which wave a mark means: its year."""
    found = roles.YEAR.search(value)
    return found[0] if found else ""


def long_waves(table: SurveyTable, mark: str, code: str) -> tuple[Wave, ...]:
    """The waves that the rows of a long file name, oldest first."""
    found = sorted({mark_of(value) for value in table.column(mark)} - {""})
    return tuple(Wave(key, code) for key in found)


def dated(
    table: SurveyTable, waves: Sequence[Wave], title: str, said: dt.date | None
) -> tuple[Wave, ...]:
    """Each wave with its days: those the rows say, else the last of its year, supposed."""
    days = sorted(on for on in map(day, table.column(title) if title else ()) if on)
    found = []
    for wave in waves:
        own = [on for on in days if not wave.key or str(on.year) == wave.key]
        if own:
            found.append(replace(wave, on=own[-1], begun=own[0]))
        elif wave.key:
            found.append(replace(wave, on=dt.date(int(wave.key), 12, 31), supposed=True))
        else:
            found.append(replace(wave, on=said))
    return tuple(found)
