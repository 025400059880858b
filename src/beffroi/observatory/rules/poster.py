"""What a street poster says: one finding in large type, the doors, the families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.sentences import count, say

FAMILIES = 4  # named on the poster: what can be read from three metres


@dataclass(frozen=True, slots=True)
class Door:
    """One door: its family's code, whether it is empty."""

    family: str
    empty: bool


Sides = Mapping[str, Sequence[Door]]


def poster(
    street: str, sides: Sides, *, checked: bool, families: Mapping[str, Any]
) -> dict[str, Any]:
    """The poster's plain data. `sides`: "left", "right" and "" in walking order.

    `checked`: a complete round saw this street, so that a count is a count and no floor.
    """
    doors = [door for side in sides.values() for door in side]
    empty = sum(door.empty for door in doors)
    trades = Counter(door.family for door in doors if not door.empty and door.family)
    return {
        "street": street,
        "number": str(count(empty if empty else len(doors))),
        "floor": str(_("au moins")) if empty and not checked else "",
        "finding": _finding(empty, len(doors), checked=checked),
        "empty": empty,
        "alt": str(_alt(street, empty, len(doors))),
        "sides": [_side(key, sides[key]) for key in ("left", "right", "") if sides.get(key)],
        "families": [
            {"key": key, "label": str(families.get(key, key)), "count": str(count(n))}
            for key, n in trades.most_common(FAMILIES)
        ],
    }  # fmt: skip


def _finding(empty: int, total: int, *, checked: bool) -> str:
    if not empty:
        text = ngettext_lazy("vitrine, aucune vide", "vitrines, aucune vide", "n")
        if not checked:
            text = ngettext_lazy("vitrine relevée", "vitrines relevées", "n")
        return str(say(text, n=total))
    text = ngettext_lazy("local vide sur %(total)s", "locaux vides sur %(total)s", "n")
    if not checked:
        text = ngettext_lazy(
            "local vide sur %(total)s relevés", "locaux vides sur %(total)s relevés", "n"
        )
    return str(say(text, n=empty, total=count(total)))


def _alt(street: str, empty: int, total: int) -> Any:
    text = _("%(street)s porte à porte, les deux côtés : %(total)s locaux, dont %(empty)s vides.")
    return say(text, street=street, total=count(total), empty=count(empty))


def _side(key: str, doors: Sequence[Door]) -> dict[str, Any]:
    names = {"left": _("Côté gauche"), "right": _("Côté droit"), "": _("Côté inconnu")}
    return {
        "label": str(names[key]),
        "doors": [{"key": "vacant" if door.empty else door.family or "other"} for door in doors],
    }
