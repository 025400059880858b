"""From last purchases to leakage: a simulated household survey whose truth is known.

Everything is SIMULATED: four zones of an invented valley, 600 households who tell where they last
bought in five families, and who mostly do as they did before. Markets are invented too.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from chalandise.survey import ONLINE, Acts, SurveyFlows, survey_flows

ZONES = ("old town", "hillside", "riverbank", "upper valley")  # the last one is not the study's
HOUSEHOLDS = {"old town": 240, "hillside": 180, "riverbank": 160, "upper valley": 20}
STANDS_FOR = {"old town": 12.0, "hillside": 9.0, "riverbank": 15.0, "upper valley": 40.0}
POLES = ("centre", "retail park")
ELSEWHERE = "the city"
PLACES = (*POLES, ELSEWHERE, ONLINE)
SPENDING = {"food": 5_200.0, "clothes": 1_400.0, "house and home": 1_100.0,
            "books and sport": 700.0, "electrical": 800.0}  # fmt: skip
# share of each place, of a household that lives in the study
TRUTH = {
    "food": (0.30, 0.55, 0.11, 0.04),
    "clothes": (0.22, 0.25, 0.31, 0.22),
    "house and home": (0.08, 0.42, 0.38, 0.12),
    "books and sport": (0.25, 0.17, 0.23, 0.35),
    "electrical": (0.05, 0.30, 0.32, 0.33),
}
FAITHFUL = 0.5  # chance that a second act repeats the first
ANSWERS = 0.85  # chance that a household tells of a family


@cache
def answers(seed: int = 1) -> Acts:
    """One or two last acts by family; the weight is what the household stands for."""
    rng = np.random.default_rng(seed)
    rows = []
    for zone in ZONES:
        for k in range(HOUSEHOLDS[zone]):
            household = f"{zone} {k}"
            for family in SPENDING:
                if rng.random() < ANSWERS:
                    rows += [(household, zone, family, place) for place in _acts(rng, zone, family)]
    household, zone, family, place = zip(*rows, strict=True)
    return Acts(household, zone, family, place, [STANDS_FOR[z] for z in zone])


def _acts(rng: np.random.Generator, zone: str, family: str) -> list[str]:
    chances = np.array(TRUTH[family])
    if zone == "upper valley":  # further away: half of what the poles hold goes to the city
        chances = chances * (0.5, 0.5, 1, 1) + (0, 0, chances[:2].sum() / 2, 0)
    first = rng.choice(PLACES, p=chances)
    if rng.random() < 0.5:
        return [str(first)]
    return [str(first), str(first if rng.random() < FAITHFUL else rng.choice(PLACES, p=chances))]


def markets() -> dict[str, dict[str, float]]:
    """Households of a zone × spending, EUR a year."""
    return {
        family: {zone: HOUSEHOLDS[zone] * STANDS_FOR[zone] * each for zone in ZONES}
        for family, each in SPENDING.items()
    }


@cache
def flows() -> SurveyFlows:
    return survey_flows(answers(), poles=POLES, residents=ZONES[:3], markets=markets())


def true_leakage(family: str) -> float:
    return sum(TRUTH[family][2:])


def true_online(family: str) -> float:
    return TRUTH[family][3]
