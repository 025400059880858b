"""The columns of a file of counts, by the names that suppliers of counters give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

COUNTER = ("sensor", "sensor name", "compteur", "capteur", "site", "nom compteur", "nom du compteur",
           "point de comptage", "counter", "nom", "name")  # fmt: skip
INSTANT = ("date time", "datetime", "date heure", "date et heure", "horodatage", "timestamp",
           "date de comptage", "heure utc")  # fmt: skip
DAY = ("date", "jour", "day")
HOUR = ("time", "hour", "heure")
COUNT = ("count", "counts", "comptage", "total", "passages", "pietons", "nombre", "total of directions",
         "visiteurs", "frequentation")  # fmt: skip
LON, LAT = ("lon", "longitude", "lng", "x"), ("lat", "latitude", "y")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns, from 0; -1 where there is none. `instant`, or `day` with `hour`."""

    counter: int
    instant: int
    day: int
    hour: int
    count: int
    lon: int
    lat: int


def columns_of(titles: Sequence[str]) -> Columns | None:
    """Where each thing stands; None for a table that counts nobody by the hour.

    A table that gives the day and the hour apart gives the town's own time there; its instant, when
    it has one as well, is often in universal time and is left aside.
    """
    plain = [_plain(title) for title in titles]
    day, hour, instant = _at(plain, DAY), _at(plain, HOUR), _at(plain, INSTANT)
    if day >= 0 and hour >= 0:
        instant = -1
    found = Columns(
        _at(plain, COUNTER), instant, day, hour, _at(plain, COUNT), _at(plain, LON), _at(plain, LAT)
    )
    told = instant >= 0 or (day >= 0 and hour >= 0)
    return found if told and found.count >= 0 and found.counter >= 0 else None


def is_table_of_counts(head: bytes) -> bool:
    """Whether a table's first line is one of counts by the hour."""
    line = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    sign = max(";,\t|", key=line.count)
    return columns_of([title.strip(' "\r') for title in line.split(sign)]) is not None


def _at(plain: list[str], wanted: Sequence[str]) -> int:
    return next((plain.index(name) for name in wanted if name in plain), -1)


def _plain(title: str) -> str:
    flat = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", " ", flat).strip()
