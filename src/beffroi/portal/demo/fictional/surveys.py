"""What the surveyors wrote: each May the whole centre, once an autumn with a street missed.

Observations are read off the truth at the day of the visit, except one planted error, published
and corrected in September, so that "as known on" has something to show.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from beffroi.portal.demo.fictional.lives import Life
from beffroi.portal.demo.fictional.values import Observation, Round, StateKind

ROUND_DATES = [dt.date(year, 5, 9) for year in range(2016, 2027)] + [dt.date(2021, 10, 11)]
PARTIAL = dt.date(2021, 10, 11)
MISSED_STREET = "Rue du Puits-Couvert"
DAYS = 9  # a round takes nine days on foot
MOST_UNSEEN = 6  # shutters down, scaffolding, a door forgotten
WRONG_ROUND, CORRECTED_ON = dt.date(2023, 5, 9), dt.date(2023, 9, 12)


def state_at(life: Life, on: dt.date) -> StateKind | None:
    """What the premises truly was; None before it existed."""
    kind: StateKind | None = None
    for start, spell in life.spells:
        if start is None or start <= on:
            kind = spell
    return kind


def trader_at(life: Life, on: dt.date) -> tuple[str, str]:
    """(activity, sign) to be read from the pavement; a taker's trade is posted on the hoarding."""
    kind = state_at(life, on)
    for tenancy in life.tenancies:
        started = tenancy.start is None or tenancy.start <= on
        if started and (tenancy.end is None or on < tenancy.end):
            return tenancy.shop.trade.code, tenancy.shop.sign
        if kind == "works_with_taker" and not started:
            return tenancy.shop.trade.code, ""
    return "", ""


def make_rounds(lives: Sequence[Life], rng: random.Random) -> tuple[list[Round], list[Observation]]:
    """All rounds in order of time, with their observations."""
    rounds: list[Round] = []
    written: list[Observation] = []
    for start in sorted(ROUND_DATES):
        planned = [v for v in lives if _planned(v, start)]
        missed = (MISSED_STREET,) if start == PARTIAL else ()
        days = _walking_days(planned, start)
        unseen = _unseen(planned, start, rng)
        walked = [v for v in planned if v.premises.street not in missed]
        seen = [v for v in walked if v.premises.ref not in unseen]
        found = [_observe(v, start, days[v.premises.street]) for v in seen]
        if start == WRONG_ROUND:
            found = _with_error(found, seen, rng)
        written += found
        rounds.append(_round(start, len(planned), len(seen), missed))
    return rounds, written


def _planned(life: Life, start: dt.date) -> bool:
    """On the sheet: what stands, and what the previous round still believed to stand."""
    born, gone = life.premises.existing_from, life.premises.existing_to
    if life.premises.zone != "centre" or (born is not None and born > start):
        return False
    return gone is None or gone > _previous(start)


def _previous(start: dt.date) -> dt.date:
    return max((d for d in ROUND_DATES if d < start), default=dt.date.min)


def _walking_days(planned: Sequence[Life], start: dt.date) -> Mapping[str, dt.date]:
    streets = list(dict.fromkeys(v.premises.street for v in planned))
    return {s: start + dt.timedelta(days=i * DAYS // len(streets)) for i, s in enumerate(streets)}


def _unseen(planned: Sequence[Life], start: dt.date, rng: random.Random) -> set[str]:
    """The few doors forgotten; never an empty one, so that the curve is the one chosen."""
    open_doors = [v.premises.ref for v in planned if state_at(v, start) == "occupied"]
    return set(rng.sample(open_doors, rng.randint(0, MOST_UNSEEN)))


def _observe(life: Life, start: dt.date, on: dt.date) -> Observation:
    kind = state_at(life, on) or "occupied"  # what is planned stands: it has a state
    activity, sign = trader_at(life, on)
    return Observation(
        ref=f"simulated/observation/{start:%Y-%m}/{life.premises.ref[-3:]}",
        round=_ref(start), premises=life.premises.ref, seen_at=on, state=kind,
        activity=activity, sign=sign, recorded_from=on,
    )  # fmt: skip


def _with_error(
    found: list[Observation], seen: Sequence[Life], rng: random.Random
) -> list[Observation]:
    """One open shop, shut that day for a wedding, was written down as vacant; mended in autumn."""
    open_doors = [
        i for i, (o, v) in enumerate(zip(found, seen, strict=True))
        if o.state == "occupied" and v.premises.fringe < 0.2
    ]  # fmt: skip
    at = rng.choice(open_doors)
    right = found[at]
    wrong = replace(right, state="vacant", activity="", sign="", recorded_to=CORRECTED_ON)
    mended = replace(
        right, ref=f"{right.ref}/2", recorded_from=CORRECTED_ON, corrects=right.ref,
        comment="Fermé ce jour-là pour un mariage ; commerce bien ouvert, constaté en septembre.",
    )  # fmt: skip
    return [*found[:at], wrong, mended, *found[at + 1 :]]


def _ref(start: dt.date) -> str:
    return f"simulated/round/{start:%Y-%m}"


def _round(start: dt.date, planned: int, seen: int, missed: tuple[str, ...]) -> Round:
    season = "mai" if start.month == 5 else "octobre"
    return Round(
        ref=_ref(start), name=f"Relevé de {season} {start.year}" if season == "mai" else f"Relevé d’octobre {start.year}",
        start=start, end=start + dt.timedelta(days=DAYS),
        published_on=start + dt.timedelta(days=35), planned=planned, seen=seen, missed_streets=missed,
    )  # fmt: skip
