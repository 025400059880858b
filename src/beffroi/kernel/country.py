"""The country pack: law, nomenclatures and address forms as data, one folder a country."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKS = Path(__file__).resolve().parents[1] / "countries"


@dataclass(frozen=True)
class CountryPack:
    """The tables of one country, read on demand."""

    code: str
    folder: Path

    def path(self, name: str) -> Path:
        """Where a table lies, plain or compressed; raises `FileNotFoundError` with its name."""
        for candidate in (name, f"{name}.gz", f"data/{name}", f"data/{name}.gz"):
            if (self.folder / candidate).is_file():
                return self.folder / candidate
        raise FileNotFoundError(f"country pack {self.code}: no table {name}")

    def table(self, name: str) -> list[dict[str, str]]:
        """Rows of a CSV table as dictionaries."""
        raw = self.path(name).read_bytes()
        text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        return list(csv.DictReader(io.StringIO(text.decode())))


@cache
def country_pack(code: str) -> CountryPack:
    """The pack of this country ("fr"); raises `LookupError` when there is none."""
    folder = PACKS / code
    if not folder.is_dir():
        raise LookupError(f"no country pack {code!r}")
    return CountryPack(code, folder)
