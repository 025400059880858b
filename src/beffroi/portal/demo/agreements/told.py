"""What is told of the invented agreements, read from its files."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data" / "agreements"
AXES = ("a", "b", "c", "d", "e")
MAIN = "demo-convention-2024"


@cache
def read(name: str) -> dict[str, Any]:
    """One of the files, by its name without ending."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def agreement() -> dict[str, Any]:
    """The agreement, its framework, its chain, its bodies and schemes."""
    return read("agreement")


def sheets() -> list[dict[str, Any]]:
    """Every sheet, in the order of the axes."""
    return [sheet for axis in AXES for sheet in read(f"axis_{axis}")["sheets"]]


def number(value: Any) -> Decimal:
    """A number of the files."""
    return Decimal(str(value))


def maybe(value: Any) -> Decimal | None:
    """A number of the files; None where none is told."""
    return None if value is None else number(value)
