"""Which hours may leave: a passage is nobody, a telephone is somebody.

A beam or a slab counts passages, which anybody in the street could count. Telephones are a sample of
persons: an hour with few of them is not told (eleven, the bound that Insee keeps for data on
households; ours here [J]).
"""

from __future__ import annotations

from beffroi.place.rules.hours import Hours

OF_PERSONS = frozenset({"phones"})
FEW = 11


def publishable(hours: Hours, technology: str) -> Hours:
    """The hours that anybody may read; what is withheld is simply not there, as if uncounted."""
    if technology not in OF_PERSONS:
        return hours
    return hours.without(at for at, count in hours.counts.items() if count < FEW)
