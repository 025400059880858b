"""From a code of the register, in its nomenclature, to a family of trade.

NAF rev. 2 is classed by the pack's table; NAF rev. 1 and NAF 1993 through a table that leads each
code to its NAF rev. 2 heir; NAP (before 1993) by its division, and only where the whole division
belongs to one family. NAF 2025 has no table yet. What is in no table is unmapped, and counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

CORE = frozenset({"core"})
COMMERCE = frozenset({"core", "extended"})
_LIKE_REV1 = {"NAFRev1": "NAFRev1", "NAF1993": "NAFRev1"}  # the same codes for trade and services


@dataclass(frozen=True, slots=True)
class Trade:
    """What a code says; `scope` is core, extended or excluded (no shopfront trade)."""

    family: str
    subfamily: str
    scope: str


@dataclass(frozen=True)
class TradeTable:
    """Classifies codes; built once from the country pack's rows."""

    rev2: Mapping[str, Trade]
    older: Mapping[tuple[str, str], Trade]

    @classmethod
    def of_rows(
        cls, families: Iterable[Mapping[str, str]], older: Iterable[Mapping[str, str]]
    ) -> TradeTable:
        """From the rows of naf_families.csv and of naf_older.csv."""
        rev2 = {
            row["naf"]: Trade(row["family"], row["subfamily"], row["scope"]) for row in families
        }
        heirs = {
            (row["nomenclature"], row["code"]): (
                rev2[row["naf_rev2"]] if row["naf_rev2"] else Trade(row["family"], "", "core")
            )
            for row in older
        }
        return cls(rev2, {key: trade for key, trade in heirs.items() if trade.family})

    def trade_of(self, naf: str, nomenclature: str) -> Trade | None:
        """The trade of a code, None when no table knows it."""
        if nomenclature == "NAFRev2":
            return self.rev2.get(naf)
        if nomenclature == "NAP":
            return self.older.get(("NAP", naf[:2]))
        return self.older.get((_LIKE_REV1.get(nomenclature, ""), naf))

    def family_of(self, naf: str, nomenclature: str, scopes: Collection[str] = CORE) -> str:
        """The family of a code within these scopes, "" otherwise."""
        trade = self.trade_of(naf, nomenclature)
        return trade.family if trade is not None and trade.scope in scopes else ""

    def codes(self, scopes: Collection[str] = CORE) -> list[tuple[str, str]]:
        """(nomenclature, code or division) of every trade in these scopes, for a query."""
        modern = [("NAFRev2", code) for code, trade in self.rev2.items() if trade.scope in scopes]
        return modern + [key for key, trade in self.older.items() if trade.scope in scopes]
