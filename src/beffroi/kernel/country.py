"""The country pack: law, nomenclatures and address forms as data, one folder a country."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from beffroi.kernel.communes import Commune, Communes, read_communes

PACKS = Path(__file__).resolve().parents[1] / "countries"


@dataclass(frozen=True)
class CountryPack:
    """The tables of one country, read on demand."""

    code: str
    folder: Path

    def path(self, name: str) -> Path:
        """Where a table lies, plain or compressed; raises `FileNotFoundError` with its name."""
        return _path(self, name)

    def table(self, name: str) -> list[dict[str, str]]:
        """Rows of a CSV table as dictionaries."""
        raw = self.path(name).read_bytes()
        text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        return list(csv.DictReader(io.StringIO(text.decode())))

    def indexed(self, name: str, key: str) -> dict[str, dict[str, str]]:
        """Rows of a CSV table by one of its columns; read once."""
        return _indexed(self, name, key)

    def communes(self) -> Communes:
        """Every commune and municipal arrondissement, by INSEE code; read once."""
        return _communes(self.path("communes.csv"), self.path("former_communes.csv"))

    def find_commune(self, code_or_name: str) -> Commune:
        """The one meant; raises `CommuneNotFoundError`, which lists those it could be."""
        return self.communes().find(code_or_name)

    def outline(self, insee: str) -> dict[str, Any] | None:
        """GeoJSON geometry of a commune, None where the pack ships no outline of it."""
        line = _outlines(self.path("outlines.tsv")).get(self.communes().successor(insee))
        return json.loads(line) if line else None

    def memberships(self, insee: str) -> list[Membership]:
        """Programmes a commune belongs to, each as its source says on its day."""
        return _memberships(self.path("memberships.csv")).get(self.communes().successor(insee), [])

    def activity_label(self, naf: str) -> str:
        """The label of a NAF rev. 2 code, "" when there is none."""
        return _labels(self.path("naf_labels.csv")).get(naf, "")


@dataclass(frozen=True, slots=True)
class Membership:
    """A commune in a programme ("acv", "acv2", "pvd", "ort"…); `valid_from` None: not known."""

    insee: str
    programme: str
    ref: str
    valid_from: dt.date | None
    source: str
    source_date: str  # as precise as the source: "2023", "2024-04", "2023-06-27"


@cache  # asked for each of 34,969 communes: a look at the disk each time took 3 s
def _path(pack: CountryPack, name: str) -> Path:
    for candidate in (name, f"{name}.gz", f"data/{name}", f"data/{name}.gz"):
        if (pack.folder / candidate).is_file():
            return pack.folder / candidate
    raise FileNotFoundError(f"country pack {pack.code}: no table {name}")


@cache
def _indexed(pack: CountryPack, name: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for row in pack.table(name)}


@cache
def _communes(table: Path, former: Path) -> Communes:
    return read_communes(table, former)


@cache
def _outlines(table: Path) -> dict[str, str]:
    with gzip.open(table, "rt", encoding="utf-8") as stream:
        return dict(line.split("\t", 1) for line in stream)


@cache
def _memberships(table: Path) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = {}
    with gzip.open(table, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            since = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
            said = (row["ref"], since, row["source"], row["source_date"])
            found.setdefault(row["insee"], []).append(
                Membership(row["insee"], row["programme"], *said)
            )
    return found


@cache
def _labels(table: Path) -> dict[str, str]:
    with gzip.open(table, "rt", encoding="utf-8", newline="") as stream:
        return {row["code"]: row["label_fr"] for row in csv.DictReader(stream)}


@cache
def country_pack(code: str) -> CountryPack:
    """The pack of this country ("fr"); raises `LookupError` when there is none."""
    folder = PACKS / code
    if not folder.is_dir():
        raise LookupError(f"no country pack {code!r}")
    return CountryPack(code, folder)
