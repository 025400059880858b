"""The truth being written: one life per premises, as a line of dated spells and tenancies."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from beffroi.portal.demo.fictional.doors import Door
from beffroi.portal.demo.fictional.signs import SignMaker
from beffroi.portal.demo.fictional.trades import NETWORKS, TRADES, Trade
from beffroi.portal.demo.fictional.values import Occupancy, Premises, State, StateKind

OUT_OF_STOCK = ("non_commercial_use", "demolished_merged")
EMPTY = ("vacant", "works_unknown")


@dataclass(slots=True)
class Shop:
    """Who trades behind a sign; one shop may pass from one premises to another."""

    ref: str
    sign: str
    trade: Trade
    network: str = ""


@dataclass(slots=True)
class Tenancy:
    shop: Shop
    start: dt.date | None
    end: dt.date | None = None


@dataclass(slots=True, eq=False)
class Life:
    """One premises while its story is written; spells are (start, kind), in order of time."""

    door: Door
    premises: Premises
    spells: list[tuple[dt.date | None, StateKind]]
    tenancies: list[Tenancy] = field(default_factory=list)
    structural: bool = False  # a cell nobody wants
    held: bool = False  # its part is written elsewhere: chance leaves it alone
    touched: dt.date = dt.date(2016, 1, 1)  # last dated change

    @property
    def state(self) -> StateKind:
        return self.spells[-1][1]

    @property
    def in_stock(self) -> bool:
        return self.state not in OUT_OF_STOCK

    @property
    def empty(self) -> bool:
        return self.state in EMPTY

    @property
    def trade(self) -> Trade | None:
        return self.tenancies[-1].shop.trade if self.tenancies and not self.empty else None

    def become(self, kind: StateKind, on: dt.date) -> None:
        if self.spells[-1][1] != kind:
            self.spells.append((on, kind))
        self.touched = max(self.touched, on)

    def leave(self, on: dt.date, kind: StateKind = "vacant") -> Shop:
        """The occupant goes on `on`; the premises becomes `kind`."""
        self.tenancies[-1].end = on
        self.become(kind, on)
        return self.tenancies[-1].shop

    def move_in(self, shop: Shop, on: dt.date, works_from: dt.date | None = None) -> None:
        if works_from is not None:
            self.become("works_with_taker", works_from)
        self.tenancies.append(Tenancy(shop, on))
        self.become("occupied", on)

    def states(self) -> list[State]:
        ends = [start for start, _ in self.spells[1:]] + [None]
        return [
            State(self.premises.ref, kind, start, end)
            for (start, kind), end in zip(self.spells, ends, strict=True)
        ]

    def occupancies(self) -> list[Occupancy]:
        return [_occupancy(self.premises.ref, tenancy) for tenancy in self.tenancies]


def _occupancy(premises: str, tenancy: Tenancy) -> Occupancy:
    shop = tenancy.shop
    known = int(shop.ref[-4:]) % 3 != 0  # two shops in three post their hours
    return Occupancy(
        premises=premises, shop=shop.ref, sign=shop.sign, activity=shop.trade.code,
        family=shop.trade.family, network=shop.network, start=tenancy.start, end=tenancy.end,
        opening_hours=shop.trade.hours if known else "",
        personal_service=shop.trade.personal_service,
    )  # fmt: skip


class Registrar:
    """Makes shops: draws a trade that suits the door, a sign, sometimes a network."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.signs = SignMaker(rng)
        self.count = 0

    def shop(self, door: Premises, *, later: bool, but: str = "") -> Shop:
        """A shop that suits the door; `later` opens it in the years of change."""
        weights = [
            t.share * (t.growing if later else 1.0) * max(0.05, 1.0 + t.heart * (1.0 - 2.4 * door.fringe))
            * (t.code != but)
            for t in TRADES
        ]  # fmt: skip
        return self.of_trade(self.rng.choices(TRADES, weights)[0], door.street)

    def of_trade(self, trade: Trade, street: str = "") -> Shop:
        return self._shop(self.signs.sign(trade.code, street), trade)

    def of_network(self, trade: Trade) -> Shop | None:
        """A member of the invented chain of this trade, if there is one."""
        for network in NETWORKS:
            if network.activity == trade.code:
                return self._shop(network.name, trade, network.slug)
        return None

    def _shop(self, sign: str, trade: Trade, network: str = "") -> Shop:
        self.count += 1
        return Shop(f"simulated/shop/{self.count:04d}", sign, trade, network)
