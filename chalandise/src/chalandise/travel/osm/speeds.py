"""Speed limits as tagged: `50`, `30 mph`, `FR:urban`, by direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

MPH = 1.609344  # km/h

# Code de la route: R413-2 (roads), R413-3 (built-up areas), R110-2 (zones)
FRENCH = MappingProxyType(
    {
        "urban": 50.0,
        "rural": 80.0,
        "trunk": 110.0,
        "motorway": 130.0,
        "living_street": 20.0,
        "zone30": 30.0,
        "zone20": 20.0,
        "walk": 6.0,
    }
)
IMPLIED: Mapping[str, Mapping[str, float]] = MappingProxyType({"FR": FRENCH})
"""Limits that a tag such as `FR:urban` implies, by country."""

KEYS = ("maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic")
SILENT = frozenset(("signals", "variable", "sign", "zone", "survey", "unknown", "implied"))
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|kph|mph)?", re.IGNORECASE)


def limit(tags: Mapping[str, str], direction: str) -> float | None:
    """The limit in km/h in one direction ("forward" or "backward"); None when none is read."""
    values = (parse(tags[key]) for key in _keys(direction) if key in tags)
    return next((value for value in values if value is not None), None)


def unread(tags: Mapping[str, str]) -> bool:
    """Whether `maxspeed` is there and neither a number, a known rule nor a known silence."""
    value = tags.get("maxspeed")
    return value is not None and value not in SILENT and parse(value) is None


def parse(text: str) -> float | None:
    """km/h, or None. Of several values (`50;30`) the lowest.

    >>> parse("50"), parse("FR:urban"), parse("30 mph"), parse("walk"), parse("fast")
    (50.0, 50.0, 48.28032, 6.0, None)
    """
    values = [_one(part.strip()) for part in text.split(";")]
    told = [value for value in values if value]
    return min(told, default=None)


def _one(text: str) -> float | None:
    country, colon, rule = text.partition(":")
    implied = IMPLIED.get(country.upper()) if colon else FRENCH
    word = rule if colon else text
    if implied and word in implied and (colon or word == "walk"):
        return implied[word]
    if text == "none":
        return FRENCH["motorway"]
    number = NUMBER.fullmatch(word)
    if not number:
        return None
    miles = (number[2] or "").lower() == "mph"
    return float(number[1]) * (MPH if miles else 1.0)


def _keys(direction: str) -> Iterator[str]:
    yield f"maxspeed:{direction}"
    yield from KEYS
