"""Where the bars of a Gantt stand: numbers for a drawing, no markup."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_YEARS = 12  # a day typed wrong must not make a month of a pixel
ROOM = 8


@dataclass(frozen=True, slots=True)
class Line:
    """An action to draw: planned and expected days; `steps` are the days of its open steps."""

    key: str
    label: str
    planned: tuple[dt.date | None, dt.date | None]
    expected: tuple[dt.date | None, dt.date | None]
    tone: str = ""
    status: str = ""
    steps: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in px."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line as drawn: `y` of its bar, `text_y` of its name, `top` of its row; no days, no bar."""

    line: Line
    y: float
    text_y: float
    top: float
    planned: Bar | None
    expected: Bar | None
    steps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A first of a month; `strong` for January."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes of a drawing in px; `stacked`: the name stands above its bar."""

    width: int
    left: int
    row: int
    letters: int
    stacked: bool = False


DESK = Frame(1100, 330, 30, 40)
PHONE = Frame(358, 4, 48, 40, stacked=True)
TOP, BAR = 30, 14


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole: `today` is the x of the day, None outside."""

    frame: Frame
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    bottom: int


def draw(lines: Sequence[Line], on: dt.date, frame: Frame) -> Drawing:
    """Lay the lines out from the first month met to the last, twelve years at most."""
    first, last = _span(lines, on)
    scale = _Scale(first, last, frame)
    rows = tuple(_row(n, line, scale, frame) for n, line in enumerate(lines))
    bottom = TOP + len(lines) * frame.row
    ticks = tuple(_ticks(first, last, scale))
    return Drawing(frame, bottom + ROOM, rows, ticks, scale.x(on), bottom)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: dt.date
    last: dt.date
    frame: Frame

    def x(self, day: dt.date) -> float:
        """Px of a day, kept within the drawing."""
        whole = max((self.last - self.first).days, 1)
        part = min(max((day - self.first).days / whole, 0.0), 1.0)
        return round(self.frame.left + part * (self.frame.width - self.frame.left - ROOM), 1)

    def bar(self, span: tuple[dt.date | None, dt.date | None]) -> Bar | None:
        """The stretch of two days; one day alone is a short mark."""
        start, end = span[0] or span[1], span[1] or span[0]
        if start is None or end is None:
            return None
        x = self.x(start)
        return Bar(x, max(round(self.x(end) - x, 1), 4.0))


def _span(lines: Sequence[Line], on: dt.date) -> tuple[dt.date, dt.date]:
    days = [day for line in lines for day in (*line.planned, *line.expected, *line.steps) if day]
    near = [day for day in days if abs(day.year - on.year) <= MOST_YEARS / 2] or [on]
    first, last = min([*near, on]), max([*near, on])
    return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _row(n: int, line: Line, scale: _Scale, frame: Frame) -> Row:
    y = TOP + n * frame.row + (frame.row - BAR - 6 if frame.stacked else (frame.row - BAR) / 2)
    text_y = TOP + n * frame.row + (18 if frame.stacked else frame.row / 2 + 5)
    expected = scale.bar(line.expected)
    steps = tuple(scale.x(day) for day in line.steps)
    top = float(TOP + n * frame.row)
    return Row(line, y, text_y, top, scale.bar(line.planned), expected, steps)


def _ticks(first: dt.date, last: dt.date, scale: _Scale) -> Iterator[Tick]:
    """Every month, quarter or year, so that their names never touch."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    room = (scale.frame.width - scale.frame.left) / months
    every = next((n for n in (1, 3, 6, 12) if room * n >= 44), 12)
    for number in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        day = dt.date(year, month + 1, 1)
        if day <= last and month % every == 0:
            short = f"{month + 1:02d}/{year % 100:02d}"
            yield Tick(scale.x(day), str(year) if month == 0 else short, month == 0)
