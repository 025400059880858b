"""What one element's tags mean for an observatory: a premises, empty or not, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from beffroi.sources.osm.tags import (
    EMPTY_FLAGS,
    EMPTY_PREFIXES,
    TagTable,
    Trade,
    split_values,
)

EMPTY_VALUES = {"vacant", "empty", "closed"}
SHOP_BUILDINGS = {"retail", "commercial", "shop", "kiosk", "supermarket"}
TRUE = {"yes", "true", "1"}

Kind = Literal["occupied", "vacant", "upstairs", "out", "furniture", "unclear", "nothing"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdict on one element; `trade` decided it, `also` are the other trades met."""

    kind: Kind
    trade: Trade | None = None
    also: tuple[Trade, ...] = ()
    tag: str = ""
    former: str = ""  # subfamily of the last known trade of an empty premises


def read_tags(tags: Mapping[str, str], table: TagTable) -> Reading:
    """Say what the tags make of the element, by the table and the lifecycle prefixes."""
    trades = table.trades(_without_empty(tags))
    best = trades[0] if trades else None
    empty = _emptiness(tags, table, best)
    if best is not None and best.row.in_field and not _flagged(tags):
        reading = Reading("occupied", best, _others(trades), best.tag)
    elif empty is not None and (best is None or best.row.field != "out"):
        reading = empty
    elif best is None:
        return Reading("unclear", tag=_flag_tag(tags)) if _flagged(tags) else Reading("nothing")
    else:
        kind: Kind = "furniture" if best.row.field == "furniture" else "out"
        return Reading(kind, best, _others(trades), best.tag)
    if not on_ground_floor(tags.get("level", "")):
        return Reading("upstairs", reading.trade, reading.also, f"level={tags['level']}")
    return reading


def on_ground_floor(level: str) -> bool:
    """Whether an OSM `level` ("", "0", "0;1", "-1-2") touches the ground floor."""
    parts = split_values(level)
    return not parts or any(_spans_zero(part) for part in parts)


def _spans_zero(part: str) -> bool:
    ends = re.fullmatch(r"(-?\d+(?:\.\d+)?)(?:-(-?\d+(?:\.\d+)?))?", part)
    if ends is None:
        return True  # unreadable: no ground to throw the place out
    low = float(ends[1])
    high = float(ends[2]) if ends[2] else low
    return low < 1 and high >= 0


def _without_empty(tags: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in tags.items() if value.lower() not in EMPTY_VALUES}


def _others(trades: list[Trade]) -> tuple[Trade, ...]:
    first = trades[0].row.subfamily
    return tuple(t for t in trades[1:] if t.row.in_field and t.row.subfamily != first)


def _flagged(tags: Mapping[str, str]) -> bool:
    return any(tags.get(flag, "").lower() in TRUE for flag in EMPTY_FLAGS)


def _flag_tag(tags: Mapping[str, str]) -> str:
    return next(f"{f}={tags[f]}" for f in EMPTY_FLAGS if tags.get(f, "").lower() in TRUE)


def _emptiness(tags: Mapping[str, str], table: TagTable, best: Trade | None) -> Reading | None:
    former = _former(tags, table)
    name = former.row.subfamily if former else ""
    for key in ("shop", "amenity", "craft", "office"):
        if tags.get(key, "").lower() in EMPTY_VALUES:
            return Reading("vacant", tag=f"{key}={tags[key].lower()}", former=name)
    if former is not None:
        return Reading("vacant", tag=former.tag, former=name)
    if _flagged(tags) and best is not None and best.row.in_field:
        return Reading("vacant", tag=_flag_tag(tags), former=best.row.subfamily)
    shop_building = tags.get("building", "").lower() in SHOP_BUILDINGS
    if (_flagged(tags) and shop_building) or tags.get("vacant", "").lower() in SHOP_BUILDINGS:
        return Reading("vacant", tag=f"vacant={tags.get('vacant', 'yes')}")
    return None


def _former(tags: Mapping[str, str], table: TagTable) -> Trade | None:
    for prefix in EMPTY_PREFIXES:
        for trade in table.trades(tags, prefix):
            if trade.row.in_field:
                return trade
    return None
