"""From the tags of one way to its speed in each direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .access import verdict
from .directions import directions
from .ferries import hours
from .modes import Mode
from .speeds import limit

FERRY_SPEED = 10.0  # km/h, where no duration is tagged


class Passage(NamedTuple):
    """km/h as drawn and against; 0 where closed. `hours` replaces them on a ferry (else 0)."""

    forward: float
    backward: float
    hours: float = 0.0


CLOSED = Passage(0.0, 0.0)


def passage(tags: Mapping[str, str], mode: Mode) -> Passage:
    """How fast a mode goes along a way; `CLOSED` when it may not."""
    ferry = tags.get("route") == "ferry"
    if not (_open_ferry(tags, mode) if ferry else _open_street(tags, mode)):
        return CLOSED
    ahead, back = directions(tags, mode.name)
    if ferry:
        crossing = hours(tags.get("duration", "")) or 0.0
        return Passage(FERRY_SPEED * ahead, FERRY_SPEED * back, crossing)
    return Passage(
        _speed(tags, mode, "forward") if ahead else 0.0,
        _speed(tags, mode, "backward") if back else 0.0,
    )


def _open_ferry(tags: Mapping[str, str], mode: Mode) -> bool:
    """Boats carry walkers unless told otherwise, bikes and cars only when told."""
    told = verdict(tags, mode.opening if mode.name != "foot" else mode.keys)
    return told if told is not None else mode.name == "foot"


def _open_street(tags: Mapping[str, str], mode: Mode) -> bool:
    if tags.get("motorroad") == "yes" and not mode.drives:
        return False
    if verdict(tags, mode.keys) is False:
        return False
    return tags.get("highway", "") in mode.speeds or verdict(tags, mode.opening) is True


def _speed(tags: Mapping[str, str], mode: Mode, direction: str) -> float:
    if tags.get("bicycle") == "dismount" and mode.name == "bike":
        return mode.dismount
    usual = mode.speeds.get(tags.get("highway", ""), mode.opened)
    if mode.share_of_limit is None:
        return usual
    return (limit(tags, direction) or usual) * mode.share_of_limit
