"""Which column of a survey says what: guessed by names and by content, then decided by a person."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from beffroi.sources.survey import roles
from beffroi.sources.survey.roles import BY_KEY, day, is_blank, plain, role_of, stem, year_in
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.waves import Wave, code_column, dated, long_waves, marks, wide_waves

SINGLE = ("id", "number", "street", "address", "name", "label", "category", "surface", "date",
          "lon", "lat", "x", "y", "town", "siret")  # fmt: skip
FOUND = 0.8  # share of a column's values that must fit a role nobody named


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: role → title. `wave_column` marks the wave of each row of a long file.

    `beside` are titles that say vacancy or category too, compared with the codes of a wave.
    """

    columns: dict[str, str] = field(default_factory=dict)
    waves: tuple[Wave, ...] = ()
    wave_column: str = ""
    beside: tuple[str, ...] = ()
    crs: str = ""

    def as_data(self) -> dict[str, Any]:
        """For a JSON column."""
        waves = [
            {
                "key": one.key, "column": one.column, "on": _iso(one.on),
                "supposed": one.supposed, "begun": _iso(one.begun), "kept": one.kept,
            }
            for one in self.waves
        ]  # fmt: skip
        return {"columns": self.columns, "waves": waves, "wave_column": self.wave_column,
                "beside": list(self.beside), "crs": self.crs}  # fmt: skip

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Mapping:
        """Back from a JSON column."""
        waves = tuple(
            Wave(**(one | {word: day(one[word] or "") for word in ("on", "begun")}))
            for one in data["waves"]
        )
        beside = tuple(data["beside"])
        return cls(dict(data["columns"]), waves, data["wave_column"], beside, data["crs"])


def _iso(on: dt.date | None) -> str | None:
    return on.isoformat() if on else None


def fingerprint(titles: Iterable[str]) -> str:
    """What the files of one producer share: the titles without years, whatever their order."""
    stems = sorted({stem(title) for title in titles} - {""})
    return hashlib.sha256("|".join(stems).encode()).hexdigest()[:32]


def guess_mapping(table: SurveyTable, *, said_on: dt.date | None = None) -> Mapping:
    """The likeliest reading of a table; `said_on` dates a file that does not say its day."""
    columns = _named(table)
    for role in ("street", "date", "number"):  # a day may pass for a number
        if role not in columns and not (role == "street" and "address" in columns):
            columns |= _by_content(table, role, columns)
    waves = wide_waves(table)
    if waves:
        return Mapping(columns, dated(table, waves, columns.get("date", ""), said_on),
                       beside=_beside(table, waves, columns))  # fmt: skip
    code = code_column(table, columns)
    mark = columns.get("wave") or marks(table, columns.get("date", ""))
    made = long_waves(table, mark, code) if mark else (Wave("", code),)
    columns.pop("wave", None)
    waves = dated(table, made, columns.get("date", ""), said_on)
    return Mapping(columns, waves, mark, _beside(table, waves, columns))


def _named(table: SurveyTable) -> dict[str, str]:
    """Titles whose name says their role, the fullest of each; a later year before an earlier."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for place, title in enumerate(table.titles):
        role = role_of(title)
        if role is None or role.key not in (*SINGLE, "wave"):
            continue
        values = table.column(title)
        told = role.says(values)
        if told and role.share(values) > 0.5:
            rank = _rank(role.key, title, told, len(values))
            found[role.key].append((*rank, -place, title))
    return {key: max(rows)[-1] for key, rows in found.items()}


def _rank(key: str, title: str, told: Sequence[str], total: int) -> tuple[float, ...]:
    """What makes one title better than another for a role."""
    year = float(year_in(title) or 0)
    if key == "id":  # numbered by a program (fid) says less than numbered by the surveyors
        own = plain(title) not in {"fid", "ogc fid", "objectid", "gid"}
        unique = len(set(told)) / max(1, len(told))
        return (float(unique > 0.9), len(told) / total, float(own and "row" not in plain(title)),
                float("identif" in plain(title)), unique)  # fmt: skip
    return (round(len(told) / total, 1), year)


def _by_content(table: SurveyTable, role: str, taken: dict[str, str]) -> dict[str, str]:
    """The column whose values all look like a role, when no title names it."""
    rule = BY_KEY[role]
    best: tuple[float, str] = (FOUND, "")
    for title in table.titles:
        values = table.column(title)
        if title in taken.values() or role_of(title) or len(rule.says(values)) * 2 < len(values):
            continue
        share = _street_share(values) if role == "street" else rule.share(values)
        best = max(best, (share, title))
    return {role: best[1]} if best[1] else {}


STREET = roles._like(r"(rue|r|avenue|av|ave|boulevard|bd|bvd|place|pl|chemin|ch|impasse|imp|quai|route"
                     r"|rte|cours|allees?|passage|square|rn ?\d*|rnd ?\d+|rd ?\d+|faubourg|fg)\b.*")  # fmt: skip


def _street_share(values: Sequence[str]) -> float:
    told = [one for one in values if not is_blank(one)]
    return sum(map(STREET, told)) / max(1, len(told))


def _beside(table: SurveyTable, waves: Sequence[Wave], columns: dict[str, str]) -> tuple[str, ...]:
    """Other columns that say vacancy: a title of vacancy or category of the same year, or of none."""
    used = {wave.column for wave in waves}
    keys = {wave.key for wave in waves}
    found = []
    for title in table.titles:
        role, year = role_of(title), year_in(title)
        says = role is not None and role.key in ("vacancy", "category")
        if says and title not in used and (year is None or not any(keys) or str(year) in keys):
            found.append(title)
    return tuple(found)
