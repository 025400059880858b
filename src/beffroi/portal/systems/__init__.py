"""The 92 systems of the source texts, each with how far it is: data of `/systemes`."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent
STATES = {
    "works": _("marche"),
    "partly": _("en partie"),
    "not_yet": _("pas encore"),
}
TEXTS = {
    "000": _("Texte de départ : Action Cœur de Ville et le réseau des CCI"),
    "001": _("Partenariat national CCI France – Villes de France"),
    "002": _("Redynamiser un centre : causes, réponses, outils"),
    "003": _("Villes et CCI, conventions annuelles et terrain"),
    "004": _("Métropole du Grand Paris"),
}


@dataclass(frozen=True, slots=True)
class System:
    """One row: what the text asks, how far we are, where to see it, what is missing."""

    id: str
    title: str
    must: str
    proof: str
    state: str
    screen: str = ""
    tests: tuple[str, ...] = ()
    missing: str = ""

    @property
    def label(self) -> str | Promise:
        return STATES[self.state]

    @property
    def text(self) -> str:
        """The source text it comes from."""
        return self.id.partition("-")[0]


class UnknownSystemError(LookupError):
    """states.toml names a row that systems.csv does not have."""


def states() -> dict[str, dict[str, object]]:
    """What states.toml says, by row."""
    with (FOLDER / "states.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def systems() -> tuple[System, ...]:
    """All rows, in the order of the texts."""
    told = states()
    with (FOLDER / "systems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    unknown = told.keys() - {row["id"] for row in rows}
    if unknown:
        raise UnknownSystemError(f"states.toml: {', '.join(sorted(unknown))}")
    return tuple(_system(row, told.get(row["id"], {})) for row in rows)


def _system(row: dict[str, str], told: dict[str, object]) -> System:
    tests = told.get("tests", [])
    return System(
        row["id"],
        row["system_fr"],
        row["software_must"],
        row["proof"],
        str(told.get("state", "not_yet")),
        str(told.get("screen", "")),
        tuple(map(str, tests)) if isinstance(tests, list) else (),
        str(told.get("missing", "")),
    )


def counts() -> Counter[str]:
    """Rows by state."""
    return Counter(system.state for system in systems())
