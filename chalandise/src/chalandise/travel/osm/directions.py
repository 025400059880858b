"""One-way streets, and who may go against them."""

from __future__ import annotations

from collections.abc import Mapping

FORWARD = frozenset(("yes", "true", "1"))
BACKWARD = frozenset(("-1", "reverse"))
BOTH = frozenset(("no", "false", "0", "alternating"))
ROUND = frozenset(("roundabout", "circular"))
CONTRAFLOW = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
OWN_KEYS = {
    "car": ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle"),
    "bike": ("oneway:bicycle", "oneway:vehicle"),
    "foot": ("oneway:foot",),
}


def directions(tags: Mapping[str, str], mode: str) -> tuple[bool, bool]:
    """Whether the way may be used as drawn, and against its drawing.

    Parameters
    ----------
    tags : mapping of str to str
    mode : str
        "foot", "bike" or "car"; another name reads as a car.

    Notes
    -----
    Roundabouts and motorways are one-way unless tagged otherwise. On foot only `oneway:foot`
    counts. Bikes may go against a one-way street by `oneway:bicycle=no`, `cycleway=opposite…` or
    `cycleway:left:oneway=no` and their like. `reversible` is closed both ways: the hour decides.
    """
    for key in OWN_KEYS.get(mode, OWN_KEYS["car"]):
        if key in tags:
            return _read(tags[key])
    if mode == "foot":
        return True, True
    forward, backward = _general(tags)
    if mode == "bike" and forward != backward and _contraflow(tags):
        return True, True
    return forward, backward


def _general(tags: Mapping[str, str]) -> tuple[bool, bool]:
    if "oneway" in tags:
        return _read(tags["oneway"])
    if tags.get("junction") in ROUND or tags.get("highway") == "motorway":
        return True, False
    return True, True


def _read(value: str) -> tuple[bool, bool]:
    if value == "reversible":
        return False, False
    return value not in BACKWARD, value not in FORWARD


def _contraflow(tags: Mapping[str, str]) -> bool:
    return any(
        tags.get(key, "").startswith("opposite") or tags.get(f"{key}:oneway") in BOTH | BACKWARD
        for key in CONTRAFLOW
    )
