"""Rows of dots with their intervals, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drawing import ACCENT, INK, LINE, SOFT, Picture


@dataclass(frozen=True)
class Row:
    """A value with its interval; `truth` is marked where it is known, `aside` is written at right."""

    label: str
    value: float
    lower: float
    upper: float
    aside: str = ""
    truth: float | None = None
    colour: str = ACCENT


@dataclass(frozen=True)
class Axis:
    """Where values stand: from `low` to `high` over the pixels `left` to `right`."""

    low: float
    high: float
    left: float = 250.0
    right: float = 590.0
    words: str = "{:g}"

    def __call__(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)


def dots(
    picture: Picture, rows: Sequence[Row], axis: Axis, ticks: Sequence[float], top: float,
    step: float = 30.0,
) -> None:  # fmt: skip
    """One row each: its label, its interval, its dot, and what is said aside."""
    bottom = top + step * len(rows)
    for tick in ticks:
        x = axis(tick)
        picture.line((x, top), (x, bottom), stroke=INK if tick == 0 else LINE)
        picture.text((x, bottom + 17), axis.words.format(tick), size=11, fill=SOFT, anchor="middle")
    for rank, row in enumerate(rows):
        y = top + step * (rank + 0.5)
        picture.text((axis.left - 14, y + 4), row.label, anchor="end")
        picture.line((axis(row.lower), y), (axis(row.upper), y), stroke=row.colour, width=3)
        if row.truth is not None:
            x = axis(row.truth)
            picture.line((x, y - 9), (x, y + 9), stroke=INK, width=2)
        picture.dot((axis(row.value), y), 5, row.colour)
        picture.text((axis.right + 16, y + 4), row.aside, size=12, fill=SOFT)
