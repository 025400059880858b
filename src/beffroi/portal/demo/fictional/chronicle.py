"""Ten years of a town centre: how it emptied from its fringe inwards, and how it came back.

The curve is chosen (`TARGET`, the share of empty cells each May); who closes and who opens is
drawn. Each year runs from June to April, so that nothing moves while the surveyors walk in May.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence

from beffroi.portal.demo.fictional.doors import Door
from beffroi.portal.demo.fictional.lives import Life, Registrar, Tenancy
from beffroi.portal.demo.fictional.trades import BY_CODE, NETWORKS, SEASONAL

FIRST_YEAR, LAST_YEAR = 2016, 2026
EDGE_OPENING = dt.date(2018, 10, 17)
# Share of empty cells each May. The edge store opens in October 2018; the town acts from 2022.
TARGET = {
    2016: 0.065, 2017: 0.068, 2018: 0.074, 2019: 0.092, 2020: 0.109, 2021: 0.128,
    2022: 0.137, 2023: 0.128, 2024: 0.113, 2025: 0.093, 2026: 0.085,
}  # fmt: skip
# Doors that lose their trader in the twelve months before that May, whatever follows.
CLOSURES = {
    2017: 9, 2018: 10, 2019: 14, 2020: 15, 2021: 16, 2022: 14, 2023: 10, 2024: 8, 2025: 7, 2026: 7,
}  # fmt: skip
TRANSFERS, CHANGES = 4, 3  # a year: same trade under a new hand; another trade after a short gap
STRUCTURAL = 7  # cells empty since before anyone looked, and for long
DRESS_AND_HOME = ("equipement_personne", "equipement_maison")


def first_lives(doors: Sequence[Door], registrar: Registrar, rng: random.Random) -> list[Life]:
    """The centre as the first surveyors found it in May 2016."""
    lives = [Life(door, door.premises, [(None, "occupied")]) for door in doors]
    empty = _draw(
        lives, round(TARGET[FIRST_YEAR] * len(lives)), rng, lambda v: 0.15 + v.premises.fringe**2
    )
    for rank, life in enumerate(empty):
        since = dt.date(2012, 3, 1) + dt.timedelta(days=rng.randrange(1300))
        life.spells = [(None if rank < 4 else since, "vacant")]
        life.structural = rank < STRUCTURAL
    for life in lives:
        if not life.empty:
            shop = registrar.shop(life.premises, later=False)
            life.tenancies = [Tenancy(shop, _founded(rng))]
    _place_networks(lives, registrar, rng)
    _place_seasonal(lives, registrar, rng)
    return lives


def _founded(rng: random.Random) -> dt.date | None:
    """Half of the old shops have a known first day; of the others nobody remembers it."""
    if rng.random() < 0.5:
        return None
    return dt.date(1988, 1, 4) + dt.timedelta(days=int(10_000 * rng.random() ** 0.6))


def _place_networks(lives: list[Life], registrar: Registrar, rng: random.Random) -> None:
    """Each chain takes over one to three shops of its own trade, near the heart first."""
    for network in NETWORKS:
        trade = BY_CODE.get(network.activity)
        own = [v for v in lives if v.trade is not None and v.trade.code == network.activity]
        own.sort(key=lambda v: v.premises.fringe)
        for life in own[: rng.randint(1, 3)]:
            shop = registrar.of_network(trade) if trade else None
            if shop is not None:
                life.tenancies[-1].shop = shop


def _place_seasonal(lives: list[Life], registrar: Registrar, rng: random.Random) -> None:
    """The boat-hire on the quay: open from mid-June to mid-September, shut when rounds are made."""
    quays = [v for v in lives if "Quai" in v.premises.street and not v.empty]
    life = rng.choice(quays)
    life.tenancies = [Tenancy(registrar.of_trade(SEASONAL), dt.date(2009, 6, 15))]
    life.spells = [(dt.date(2009, 6, 15), "occupied")]
    for year in range(2009, LAST_YEAR + 1):
        if year > 2009:
            life.become("occupied", dt.date(year, 6, 15))
        if year < LAST_YEAR:
            life.become("seasonal_closed", dt.date(year, 9, 15))
    if life.state == "occupied":  # the story stops in May 2026, before that summer's opening
        life.spells.pop()
    life.held = True


def live_a_year(
    lives: list[Life], year: int, registrar: Registrar, rng: random.Random,
    episodes: Callable[[], None],
) -> None:  # fmt: skip
    """From June of `year - 1` to April of `year`: planned episodes, then chance, to the target."""
    began = dt.date(year - 1, 6, 1)
    episodes()
    stock = [v for v in lives if v.in_stock]
    free = [v for v in stock if not v.held and v.touched < began]
    closing = _draw([v for v in free if not v.empty], CLOSURES[year], rng, _weariness(year))
    wanted = round(TARGET[year] * len(stock))
    opening = sum(v.empty for v in stock) + len(closing) - wanted
    takers = [v for v in free if v.empty and _lettable(v, year)]
    chosen = _draw(takers, max(0, opening), rng, _appeal(year))
    for life in closing:
        _close(life, began, rng)
    for life in chosen:
        _open(life, began, registrar, rng)
    _reopen_at_once(closing, opening - len(chosen), began, registrar, rng)
    _churn(
        [v for v in free if not v.empty and v not in closing and v not in chosen],
        began,
        registrar,
        rng,
    )


def _weariness(year: int) -> Callable[[Life], float]:
    """Who gives up: the fringe first, then dress and home shops on the main axis."""

    def weight(life: Life) -> float:
        fringe = life.premises.fringe
        exposed = life.trade is not None and life.trade.family in DRESS_AND_HOME
        if year <= 2020:
            return float(0.08 + 1.6 * fringe**2)
        if year <= 2022:
            return float(0.3 + 0.55 * (1.0 - fringe) ** 2) * (1.8 if exposed else 0.9)
        return 0.5 if exposed else 0.35

    return weight


def _appeal(year: int) -> Callable[[Life], float]:
    """Where takers look: anywhere, cheap streets included; once the town acts, the heart first."""

    def weight(life: Life) -> float:
        return float(1.25 - life.premises.fringe) if year > 2022 else 0.8

    return weight


def _lettable(life: Life, year: int) -> bool:
    return not life.structural or (year >= 2025 and life.premises.fringe < 0.6)


def _draw(
    pool: Sequence[Life], count: int, rng: random.Random, weight: Callable[[Life], float]
) -> list[Life]:
    """`count` different lives (or all there are), each with its weight (Efraimidis, Spirakis)."""
    ranked = sorted(pool, key=lambda v: rng.random() ** (1.0 / weight(v)), reverse=True)
    return ranked[: max(0, min(count, len(ranked)))]


def _day(began: dt.date, rng: random.Random, first: int = 0, last: int = 315) -> dt.date:
    """A day of the year that begins on `began`; 315 days on is mid-April."""
    return began + dt.timedelta(days=rng.randint(first, last))


def _close(life: Life, began: dt.date, rng: random.Random) -> None:
    gone = _day(began, rng)
    life.leave(gone)
    if rng.random() < 0.12:  # hoardings, and nobody knows for whom
        life.become("works_unknown", gone + dt.timedelta(days=1 + rng.randrange(10)))


def _open(life: Life, began: dt.date, registrar: Registrar, rng: random.Random) -> None:
    shop = registrar.shop(life.premises, later=began.year >= 2018)
    draw = rng.random()
    if draw < 0.12 and began.year + 1 < LAST_YEAR:  # under works in May, open in June
        hoarding = _day(began, rng, 270, 315)
        life.move_in(shop, dt.date(began.year + 1, 6, rng.randint(3, 25)), hoarding)
        return
    on = _day(began, rng, 100)
    works = on - dt.timedelta(days=rng.randint(30, 90)) if draw < 0.5 else None
    life.move_in(shop, on, works)


def _reopen_at_once(
    closing: list[Life], count: int, began: dt.date, registrar: Registrar, rng: random.Random
) -> None:
    """When the empty cells do not suffice for the openings, this year's closures are taken over."""
    for life in closing[: max(0, count)]:
        gone = life.touched
        shop = registrar.shop(life.premises, later=began.year >= 2018)
        last = dt.date(began.year + 1, 4, 28)
        life.move_in(shop, min(gone + dt.timedelta(days=rng.randint(11, 40)), last))


def _churn(pool: list[Life], began: dt.date, registrar: Registrar, rng: random.Random) -> None:
    """Transfers (same trade, new hand, no gap or days) and changes of trade after a short gap."""
    picked = _draw(pool, TRANSFERS + CHANGES, rng, lambda v: 1.0)
    for rank, life in enumerate(picked):
        gone = _day(began, rng, 0, 180)
        trade = life.leave(gone).trade
        if rank < TRANSFERS:
            shop, gap = registrar.of_trade(trade, life.premises.street), rng.randint(0, 21)
        else:
            shop = registrar.shop(life.premises, later=began.year >= 2018, but=trade.code)
            gap = rng.randint(30, 120)
        if gap == 0:
            life.spells.pop()
        life.move_in(shop, gone + dt.timedelta(days=gap))
