"""Which commune is meant by what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.kernel.communes import Commune
from beffroi.kernel.country import CountryPack

MOST = 12


@dataclass(frozen=True)
class Offered:
    """A commune one may choose, with the departement that tells namesakes apart."""

    commune: Commune
    departement: str


@dataclass(frozen=True)
class Choice:
    """`only` when there is no doubt; else what is offered, maybe nothing."""

    asked: str
    only: Commune | None = None
    offered: tuple[Offered, ...] = ()


def choose(asked: str, pack: CountryPack) -> Choice:
    """By INSEE code (a former one leads to its successor), by exact name, by the beginning."""
    communes = pack.communes()
    code = communes.successor(asked.upper())
    if code in communes:
        return Choice(asked, only=communes[code])
    named = communes.named(asked)
    if len(named) == 1:
        return Choice(asked, only=named[0])
    found = named or communes.starting(asked, MOST)
    names = {row["code"]: row["name"] for row in pack.table("departements.csv")}
    offered = (Offered(one, names.get(one.departement, one.departement)) for one in found)
    return Choice(asked, offered=tuple(offered))
