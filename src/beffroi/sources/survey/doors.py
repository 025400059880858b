"""The rows of a survey as the doors each wave saw, by the meanings somebody decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry import mapping as as_geojson

from beffroi.sources.addresses import split_number
from beffroi.sources.records import PremisesSeen, UnreadableSource
from beffroi.sources.survey.defects import keys_of, repeated
from beffroi.sources.survey.mapping import Mapping as Columns
from beffroi.sources.survey.places import Places
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.vocabulary import OCCUPIED, UNDECIDED, codes_of
from beffroi.sources.survey.waves import Wave

TO_SPECIFY = "a-preciser"
MOST_REF = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One wave: its doors, and the counts as a chamber publishes them.

    `vacant` doors bear a code that means vacant, `works` one under works with nobody known, out of
    `coded` that bear any code; `undecided` bear one that nobody gave a meaning.
    """

    wave: Wave
    doors: tuple[PremisesSeen, ...]
    vacant: int
    works: int
    coded: int
    undecided: int

    @property
    def on(self) -> dt.date:
        """The day of the wave; raises `UnreadableSource` while nobody said it."""
        if self.wave.on is None:
            raise UnreadableSource(_("Dites de quel jour est ce relevé."), code="undated")
        return self.wave.on


def told(
    table: SurveyTable,
    mapping: Columns,
    places: Places,
    meanings: Mapping[str, str],
    families: Mapping[str, str],
) -> list[Told]:
    """Each wave kept that holds something, oldest first.

    `meanings`: code → state, or "occupied:<subfamily>"; `families`: subfamily → family. A row
    without a place is left to whoever knows its address: its lon and lat are nan.
    """
    refs = refs_of(table, mapping, places)
    last = max((w.key for w in mapping.waves if codes_of(table, mapping, w)), default="")
    found = []
    for wave in mapping.waves:
        codes = codes_of(table, mapping, wave)
        if not wave.kept or not codes:
            continue
        facts = _Facts(
            table, mapping, places, families, wave.key == last or bool(mapping.wave_column)
        )
        meant = {n: meanings.get(code, UNDECIDED) for n, code in codes.items()}
        doors = tuple(facts.door(n, refs[n], codes[n], meant[n]) for n in codes)
        states = [one.partition(":")[0] for one in meant.values()]
        vacant, works = states.count("vacant"), states.count("works_unknown")
        found.append(Told(wave, doors, vacant, works, len(codes), states.count(UNDECIDED)))
    return sorted(found, key=lambda one: (one.wave.on is None, one.wave.on))


def refs_of(table: SurveyTable, mapping: Columns, places: Places) -> list[str]:
    """A name that lasts for each row: its identifier, its place beside it where several share it."""
    keys, twice = keys_of(table, mapping), repeated(table, mapping)
    taken: dict[tuple[str, str], int] = {}
    marks = table.column(mapping.wave_column) if mapping.wave_column else [""] * len(keys)
    refs = []
    for n, key in enumerate(keys):
        ref = (
            key
            if key and key not in twice
            else "@".join(filter(None, (key[:30], _spot(places, n))))
        )
        ref = (ref or f"#{table.lines[n]}")[:MOST_REF]
        again = taken[(marks[n], ref)] = taken.get((marks[n], ref), 0) + 1
        refs.append(ref if again == 1 else f"{ref[:54]}~{again}")
    return refs


def _spot(places: Places, n: int) -> str:
    """A place to about a metre."""
    where = places.points[n]
    return "" if where is None else f"{where[0]:.5f},{where[1]:.5f}"


class _Facts:
    """The columns of one wave, ready to be read row by row."""

    def __init__(
        self,
        table: SurveyTable,
        mapping: Columns,
        places: Places,
        families: Mapping[str, str],
        is_last: bool,
    ) -> None:
        self.places, self.families = places, families
        words = ("street", "address", "number", "name" if is_last else "")
        self.columns: dict[str, Sequence[str]] = {
            word: table.column(mapping.columns[word]) for word in words if word in mapping.columns
        }

    def _say(self, word: str, n: int) -> str:
        return self.columns[word][n] if word in self.columns else ""

    def door(self, n: int, ref: str, code: str, meaning: str) -> PremisesSeen:
        state, _sign, activity = meaning.partition(":")
        lon, lat = self.places.points[n] or (float("nan"), float("nan"))
        number, street = self._address(n)
        if state == OCCUPIED:
            activity = activity or TO_SPECIFY
        return PremisesSeen(
            ref=ref,
            lon=lon,
            lat=lat,
            state=state,
            name=self._say("name", n)[:160] if state == OCCUPIED else "",
            activity=activity,
            family=self.families.get(activity, "") if activity else "",
            trade_tag=code[:80],
            house_number=number[:12],
            street_name=street[:160],
            footprint=self._drawn(n),
        )

    def _address(self, n: int) -> tuple[str, str]:
        """Number and street, whichever columns hold them."""
        number, street = self._say("number", n), self._say("street", n)
        if street:
            return number, street
        whole = split_number(self._say("address", n))
        own = "" if whole.number is None else f"{whole.number} {whole.repetition}".strip()
        return number or own, whole.street

    def _drawn(self, n: int) -> dict[str, Any] | None:
        shape = self.places.footprints[n]
        return None if shape is None else dict(as_geojson(shape))
