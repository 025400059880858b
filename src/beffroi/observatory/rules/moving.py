"""Then and now: whether a figure, and the finding that rests on it, moved between two diagnoses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.sentences import Sentence, count, decimal, say

CONCLUDED = frozenset({"value", "at_least"})
# unit → the least difference that is a move; a share of the figure then, where it is a ratio below
LEAST: Mapping[str, float] = {"ratio": 0.005, "premises": 1, "shops": 1, "classes": 0.1, "score": 1}
SHARE = 0.02  # of the figure then, for the other units


class Movement(StrEnum):
    """What became of a figure or a finding since the diagnosis before."""

    NEW = "new"
    MOVED = "moved"
    UNMOVED = "unmoved"
    REDO = "redo"
    UNKNOWN = "unknown"


MOVEMENTS: Mapping[str, Any] = {
    Movement.NEW: _("nouveau"),
    Movement.MOVED: _("a bougé"),
    Movement.UNMOVED: _("n’a pas bougé"),
    Movement.REDO: _("à refaire"),
    Movement.UNKNOWN: _("on ne peut pas comparer"),
}
# what a finding is when its figures differ: the first that one of them is
_WORST = (Movement.REDO, Movement.MOVED, Movement.UNKNOWN, Movement.UNMOVED)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as one diagnosis told it; `redo`: why it no longer holds, empty while it does."""

    verdict: str
    value: float | int | str | None
    unit: str  # as the registry names it
    formula_id: str
    redo: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one figure, and why it is not compared when it is not."""

    movement: Movement
    sentence: Sentence | str = ""


def compared(then: Told | None, now: Told | None) -> Compared:
    """One figure then and now, on the same perimeter and parameters.

    To redo when what it rested on was withdrawn, or the formula is another; unknown when one of the
    two did not conclude, or one is a floor and the other a value.
    """
    if then is None or now is None:
        return Compared(Movement.UNKNOWN, say(_("absent de l’un des deux diagnostics")))
    if then.redo:
        return Compared(Movement.REDO, then.redo)
    if then.formula_id != now.formula_id:
        return Compared(Movement.REDO, say(_("la formule a changé depuis")))
    if now.redo:
        return Compared(Movement.REDO, now.redo)
    if not {then.verdict, now.verdict} <= CONCLUDED or then.verdict != now.verdict:
        return Compared(
            Movement.UNKNOWN, say(_("l’un des deux ne conclut pas, ou n’est qu’un plancher"))
        )
    return Compared(Movement.MOVED if moved(then, now) else Movement.UNMOVED)


def moved(then: Told, now: Told) -> bool:
    """Whether two figures that concluded differ by more than the least of their unit."""
    if isinstance(then.value, str) or isinstance(now.value, str):
        return then.value != now.value
    before, after = float(then.value or 0), float(now.value or 0)
    least = LEAST.get(then.unit, SHARE * max(abs(before), abs(after)))
    # a half point is a half point whatever its binary tail
    return abs(after - before) >= least - 1e-9 and before != after


def of_finding(figures: Iterable[Movement]) -> Movement:
    """What a finding is, after its figures: to redo before moved, moved before unknown."""
    held = set(figures)
    return next((one for one in _WORST if one in held), Movement.UNKNOWN)


def change(then: Told | None, now: Told | None) -> Sentence | str:
    """By how much, in the words of the unit; empty for a class or what did not conclude."""
    if then is None or now is None or then.unit != now.unit or then.verdict != now.verdict:
        return ""
    before, after = then.value, now.value
    if isinstance(before, str) or isinstance(after, str) or before is None or after is None:
        return ""
    gap = after - before
    if then.unit == "ratio":
        text = _("%(sign)s%(number)s point")
        return say(text, sign=_sign(gap * 100, 1), number=decimal(abs(gap) * 100))
    number = count(abs(int(gap))) if isinstance(gap, int) else decimal(abs(gap), 2)
    return Sentence("%(sign)s%(number)s", {"sign": _sign(gap, 2), "number": number})


def _sign(gap: float, digits: int) -> str:
    """The sign of a difference; none when it is nothing once rounded."""
    shown = round(gap, digits)
    return "+" if shown > 0 else "−" if shown < 0 else ""
