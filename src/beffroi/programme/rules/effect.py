"""Did it do anything? Difference-in-differences against a cohort, allowed to say "cannot tell".

Effect = (mean after − mean before) of the town − the mean of the same difference over the cohort.
The p-value is a permutation in space: each town of the cohort is taken for the treated one against
the others (Abadie, Diamond, Hainmueller 2010, for one treated unit). Placebo dates: the same
computation on the years before, at dates when nothing was done, must find little. A town already on
its own slope shows there: a straight slope gives an effect that grows with the number of days, so
what a placebo date finds is brought to the length of the whole before it is compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean

LEVEL = 0.05
EXPLAINED = 0.5  # part of the effect that an earlier slope may explain before it is doubted
MIN_SIDE = 2  # observations before, and after, for a mean to mean anything


class Why(StrEnum):
    """Why nothing can be said."""

    FEW_DATES = "few_dates"
    FEW_TOWNS = "few_towns"
    NO_PLACEBO = "no_placebo"
    PRE_TREND = "pre_trend"
    BY_CHANCE = "by_chance"


@dataclass(frozen=True, slots=True)
class Panel:
    """One indicator of a town and its cohort on the same days, oldest first."""

    days: tuple[dt.date, ...]
    town: tuple[float | None, ...]
    cohort: Mapping[str, tuple[float | None, ...]]

    def at(self, place: int) -> list[float]:
        """The known values of the cohort on the day of this place."""
        return [one for values in self.cohort.values() if (one := values[place]) is not None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was found. `why` is empty only when the effect can be told.

    `effect`, `low` and `high` are in the indicator's unit; `low` and `high` hold the effects that the
    permutation does not reject at `LEVEL`. `placebos` are the effects at dates before the action.
    `left_out` names towns of the cohort with a gap in their series.
    """

    before: float | None = None
    after: float | None = None
    cohort_before: float | None = None
    cohort_after: float | None = None
    effect: float | None = None
    p_value: float | None = None
    low: float | None = None
    high: float | None = None
    placebos: Mapping[dt.date, float] = field(default_factory=dict)
    towns: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def can_tell(self) -> bool:
        """Whether the effect stands against chance, placebo dates and the size of the cohort."""
        return not self.why


def least_towns(level: float = LEVEL) -> int:
    """Towns below which no permutation can fall under the level: 19 at 5 %."""
    return round(1 / level) - 1


def estimate(panel: Panel, since: dt.date) -> Estimate:
    """The effect of what began on `since`: days on or after it count as after.

    Days on which the town has no value are left out for all; a town of the cohort without a value
    on one of the remaining days is left out, and named.
    """
    days, town, cohort, left_out = _balanced(panel)
    split = sum(day < since for day in days)
    if split < MIN_SIDE or len(days) - split < MIN_SIDE:
        return Estimate(towns=tuple(cohort), left_out=left_out, why=(Why.FEW_DATES,))
    if not cohort:
        return Estimate(*_sides(town, split), left_out=left_out, why=(Why.FEW_TOWNS,))
    return _told(days, town, cohort, split, left_out)


def _told(
    days: Sequence[dt.date],
    town: Sequence[float],
    cohort: Mapping[str, Sequence[float]],
    split: int,
    left_out: tuple[str, ...],
) -> Estimate:
    others = list(cohort.values())
    effect = difference(town, others, split)
    spread = in_space(others, split)
    placebos = in_time(days[:split], town[:split], [one[:split] for one in others])
    p_value = (1 + sum(abs(one) >= abs(effect) for one in spread)) / (1 + len(spread))
    low, high = _band(effect, spread)
    sides = [_sides(one, split) for one in others]
    return Estimate(
        *_sides(town, split), fmean(one[0] for one in sides), fmean(one[1] for one in sides),
        effect, p_value, low, high, placebos, tuple(cohort), left_out,
        _doubts(effect, p_value, _slope(placebos, split, len(days)), len(others)),
    )  # fmt: skip


def _slope(placebos: Mapping[dt.date, float], split: int, length: int) -> float | None:
    """The most a placebo date finds, brought from the days before to all days."""
    return max(map(abs, placebos.values())) * length / split if placebos else None


def _doubts(effect: float, p_value: float, slope: float | None, towns: int) -> tuple[Why, ...]:
    found = []
    if towns < least_towns():
        found.append(Why.FEW_TOWNS)
    elif p_value > LEVEL:
        found.append(Why.BY_CHANCE)
    if slope is None:
        found.append(Why.NO_PLACEBO)
    elif slope >= abs(effect) * EXPLAINED:
        found.append(Why.PRE_TREND)
    return tuple(found)


def difference(town: Sequence[float], others: Sequence[Sequence[float]], split: int) -> float:
    """Difference-in-differences of one series against the mean of others, at a place of the split."""
    own = _change(town, split)
    return own - fmean(_change(one, split) for one in others)


def in_space(others: Sequence[Sequence[float]], split: int) -> list[float]:
    """Each town of the cohort taken for the treated one, against the rest: placebo effects."""
    if len(others) < 2:
        return []
    changes = [_change(one, split) for one in others]
    whole, n = sum(changes), len(changes)
    return [one - (whole - one) / (n - 1) for one in changes]


def in_time(
    days: Sequence[dt.date], town: Sequence[float], others: Sequence[Sequence[float]]
) -> dict[dt.date, float]:
    """Effects at each earlier day that leaves `MIN_SIDE` days on both sides: there should be none."""
    places = range(MIN_SIDE, len(days) - MIN_SIDE + 1)
    return {days[place]: difference(town, others, place) for place in places}


def _change(values: Sequence[float], split: int) -> float:
    before, after = _sides(values, split)
    return after - before


def _sides(values: Sequence[float], split: int) -> tuple[float, float]:
    return fmean(values[:split]), fmean(values[split:])


def _band(effect: float, spread: Sequence[float]) -> tuple[float | None, float | None]:
    """Effects that the permutation does not reject; None while the cohort is too small for one."""
    if len(spread) < least_towns():
        return None, None
    reach = sorted(map(abs, spread))[len(spread) - int(LEVEL * (len(spread) + 1))]
    return effect - reach, effect + reach


def _balanced(
    panel: Panel,
) -> tuple[list[dt.date], list[float], dict[str, list[float]], tuple[str, ...]]:
    kept = [place for place, value in enumerate(panel.town) if value is not None]
    whole: dict[str, list[float]] = {}
    left_out = []
    for name, values in panel.cohort.items():
        found = [value for place in kept if (value := values[place]) is not None]
        if len(found) == len(kept):
            whole[name] = found
        else:
            left_out.append(name)
    town = [value for place in kept if (value := panel.town[place]) is not None]
    return [panel.days[place] for place in kept], town, whole, tuple(left_out)
