"""The floors, read from the import contract so that they are written once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "beffroi"


@dataclass(frozen=True, slots=True)
class Floors:
    """Height of each context, 0 at the top."""

    heights: Mapping[str, int]

    def may_use(self, user: str, used: str) -> bool:
        """A context uses itself and what lies strictly lower; same floor means never."""
        return user == used or self.heights[used] > self.heights[user]


def floors_of(layers: Iterable[str]) -> Floors:
    """`layers` as import-linter writes them, highest first; `a | b` share a floor."""
    heights = {
        name.strip(): height for height, layer in enumerate(layers) for name in layer.split("|")
    }
    return Floors(heights)


def our_floors() -> Floors:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["id"] == "floors")
    return floors_of(layers)


def context_of_module(module: str) -> str | None:
    """`beffroi.premises.models.cells` → `premises`; None outside our contexts."""
    parts = module.split(".")
    return parts[1] if parts[0] == "beffroi" and len(parts) > 1 else None


def context_of_path(path: Path) -> str:
    """The context a file under src/beffroi lies in."""
    return path.relative_to(SOURCES).parts[0]
