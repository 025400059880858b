"""A survey and its markets, made into flows by family."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chalandise import checks
from chalandise.errors import FaultCollector

from .acts import ONLINE, Acts, Labels
from .columns import plan, roster
from .estimates import Floats, Integers, Rules
from .family import FamilyFlows
from .pooling import Estimates
from .sample import Coded, Measured, combine, measure

Markets = Mapping[Hashable, Mapping[Hashable, float]]
Told = Callable[[Hashable, Measured, Floats, Floats], FamilyFlows]


@dataclass(frozen=True, eq=False, slots=True)
class SurveyFlows:
    """What a survey says, by family.

    Attributes
    ----------
    by_family : mapping of family to FamilyFlows
    together : FamilyFlows or None
        All families by their markets; None where no market was given, as an act of one family is
        not worth one of another.
    """

    by_family: Mapping[Hashable, FamilyFlows]
    together: FamilyFlows | None

    def __getitem__(self, family: Hashable) -> FamilyFlows:
        return self.by_family[family]


def survey_flows(
    acts: Acts,
    *,
    poles: Sequence[Hashable],
    residents: Sequence[Hashable] | None = None,
    markets: Markets | None = None,
    level: float = 0.95,
    fewest: int = 30,
) -> SurveyFlows:
    """Flows, leakage, retention, hold and inflow by family, with intervals.

    E_zj = M_z · Σ w (acts of zone z at place j) / Σ w (acts of z). Hold = E_zj / M_z; leakage =
    spent in no pole, online included / M; retention = 1 − leakage; inflow share of a pole = bought
    there by zones that are not residents' / its sales.

    Parameters
    ----------
    acts : Acts
    poles : sequence
        Places of the study: what is bought elsewhere leaks. A pole nobody named holds 0.
    residents : sequence, optional
        Zones whose spending the study counts, all by default; the others give inflow.
    markets : mapping of family to mapping of zone to float, optional
        M in EUR a year (`space.figures.market`). Where not given, the zone's weighted acts.
    level : float
        Of the intervals.
    fewest : int
        Households under which a figure is marked `small`.

    Raises
    ------
    InputFaults
        All faults at once.

    Notes
    -----
    Variance of a zone's share: n / (n − 1) Σ_h d_h², d_h = (t_hj − r t_h) / Σ t_h over its n
    households, t the weights of a household's acts: acts of one household count as one draw. Zones
    are strata, markets are known without doubt, no correction for a large part of the households
    asked. A zone with one household has the largest variance a share can have, 1/4. Intervals are
    Wilson's at the effective number of households, so that a share of 0 has one too.

    References
    ----------
    Cochran (1977), *Sampling Techniques*, ch. 6; Korn and Graubard (1998), *Survey Methodology* 24.
    """
    zones, rules = _zones(acts, markets), Rules(level, fewest)
    _check(acts, zones, poles, residents, markets, rules)
    places = roster(acts.place, tuple(poles))
    coded, columns = _code(acts, zones, places), plan(places, len(poles))
    inside = np.array([residents is None or zone in set(residents) for zone in zones])

    def told(name: Hashable, found: Measured, market: Floats, given: Floats) -> FamilyFlows:
        held = Estimates(coded, found, rules)
        return FamilyFlows(name, zones, places, len(poles), market, given, inside, held)

    by_family = {}
    for code, name in enumerate(dict.fromkeys(acts.family)):
        found = measure(coded, coded.family == code, columns)
        market = _market(name, found, zones, markets)
        by_family[name] = told(name, found, market, market)
    return SurveyFlows(by_family, None if markets is None else _together(coded, by_family, told))


def _together(coded: Coded, by_family: Mapping[Hashable, FamilyFlows], told: Told) -> FamilyFlows:
    """All families by their markets, where they were told of."""
    given = [one.given for one in by_family.values()]
    whole = combine(coded, [one.estimates.measured for one in by_family.values()], given)
    return told(None, whole, whole.weight, np.sum(given, axis=0))


def _zones(acts: Acts, markets: Markets | None) -> Labels:
    known = [zone for held in (markets or {}).values() for zone in held]
    return tuple(dict.fromkeys([*known, *acts.zone]))


def _code(acts: Acts, zones: Labels, places: Labels) -> Coded:
    household = _positions(acts.household, tuple(dict.fromkeys(acts.household)))
    lives = np.zeros(int(household.max()) + 1, dtype=np.int64)
    lives[household] = _positions(acts.zone, zones)
    return Coded(
        household,
        _positions(acts.family, tuple(dict.fromkeys(acts.family))),
        _positions(acts.place, places),
        acts.weight,
        lives,
        len(zones),
    )


def _positions(labels: Labels, among: Labels) -> Integers:
    rank = {label: position for position, label in enumerate(among)}
    return np.array([rank[label] for label in labels], dtype=np.int64)


def _market(family: Hashable, measured: Measured, zones: Labels, markets: Markets | None) -> Floats:
    if markets is None:
        return measured.weight
    return np.array([float(markets[family].get(zone, 0.0)) for zone in zones])


def _check(
    acts: Acts,
    zones: Labels,
    poles: Sequence[Hashable],
    residents: Sequence[Hashable] | None,
    markets: Markets | None,
    rules: Rules,
) -> None:
    faults = FaultCollector()
    faults.check(len(poles) > 0, "poles", "none is given")
    faults.check(ONLINE not in poles, "poles", f"{ONLINE!r} is no pole")
    checks.distinct(faults, "poles", poles)
    strangers = [zone for zone in residents or () if zone not in set(zones)]
    faults.check(not strangers, "residents", f"no such zones: {strangers[:5]}")
    faults.check(residents is None or len(residents) > 0, "residents", "are no zone")
    faults.check(0 < rules.level < 1, "level", f"is {rules.level}, not between 0 and 1")
    faults.check(rules.fewest >= 1, "fewest", f"is {rules.fewest}, not at least 1")
    if markets is not None:
        _check_markets(faults, acts, markets)
    faults.tell()


def _check_markets(faults: FaultCollector, acts: Acts, markets: Markets) -> None:
    for family in dict.fromkeys(acts.family):
        faults.check(family in markets, "markets", f"nothing is given for {family!r}")
    for family in markets:
        told = f"markets[{family!r}]"
        faults.check(family in set(acts.family), told, "nobody told of this family")
        values = checks.numbers(faults, told, list(markets[family].values()))
        if values is not None:
            checks.finite(faults, told, values)
            checks.not_negative(faults, told, values)
    for family, zone in dict.fromkeys(zip(acts.family, acts.zone, strict=True)):
        known = family not in markets or zone in markets[family]
        faults.check(known, f"markets[{family!r}]", f"nothing for zone {zone!r}, which answered")
