"""Lines of counts become hours: bad lines are told, quarters of an hour are added up."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from beffroi.sources.footfall.columns import Columns, columns_of
from beffroi.sources.footfall.instants import Clock, NotAnHourError
from beffroi.sources.footfall.values import BadLineError, CountsRead
from beffroi.sources.outline_refusals import refused
from beffroi.sources.texts import opened, separator

MOST_LINES = 1_000_000  # ten counters over eleven years
MOST_COUNTERS = 500
MOST_COUNT = 200_000  # passages an hour: the widest street of the largest city has a tenth
EVERY = 20_000


def read_counts(
    path: Path,
    *,
    zone: ZoneInfo,
    now: dt.datetime,
    progress: Callable[[int], None] = lambda _lines: None,
) -> CountsRead:
    """The counts of a file; `zone` is the time its lines are written in where they do not say.

    Raises `UnreadableSource` when nothing can be read of it.
    """
    read = CountsRead()
    with opened(path) as stream:
        sign = separator(stream.readline())
        stream.seek(0)
        lines = csv.reader(stream, delimiter=sign)
        columns = columns_of(next(lines, []))
        if columns is None:
            said = _("ne dit pas le compteur, l’heure et le nombre de passages de chaque ligne")
            raise refused(path, said, "no_columns")
        try:
            _read(read, lines, columns, Clock(zone, now), progress)
        except csv.Error as error:
            said = _("contient une ligne démesurée ou mal formée : enregistrez-le de nouveau")
            raise refused(path, said, "bad_line") from error
    return _bounded(read, path)


def _drop_cut_hours(read: CountsRead, seen: dict[tuple[str, dt.datetime], int]) -> None:
    """An hour of which a quarter is missing would pass for a calm one: it is left out."""
    minutes: dict[str, set[int]] = {}
    for counter, at in seen:
        minutes.setdefault(counter, set()).add(at.minute)
    parted = {counter: len(told) for counter, told in minutes.items() if len(told) > 1}
    parts = Counter((counter, at.replace(minute=0)) for counter, at in seen if counter in parted)
    for (counter, hour), told in parts.items():
        if told < parted[counter]:
            del read.hours[counter][hour]
            read.cut += 1


def _bounded(read: CountsRead, path: Path) -> CountsRead:
    if not read.hours:
        raise refused(path, _("ne contient aucune heure comptée"), "no_count")
    if len(read.hours) > MOST_COUNTERS:
        said = _("nomme plus de %(most)s compteurs : vérifiez la colonne du compteur")
        raise refused(path, said % {"most": MOST_COUNTERS}, "too_many_counters")
    if read.lines > MOST_LINES:
        said = _("a plus de %(most)s lignes : donnez-le par année")
        raise refused(path, said % {"most": f"{MOST_LINES:,}".replace(",", "\u202f")}, "too_long")
    return read


def _read(
    read: CountsRead,
    lines: Iterator[Sequence[str]],
    columns: Columns,
    clock: Clock,
    progress: Callable[[int], None],
) -> None:
    seen: dict[tuple[str, dt.datetime], int] = {}
    for number, cells in enumerate(lines, 2):
        if read.lines > MOST_LINES:
            return
        if not any(cells):
            continue
        read.lines += 1
        if read.lines % EVERY == 0:
            progress(read.lines)
        try:
            _line(read, seen, cells, columns, clock)
        except BadLineError as bad:
            read.refuse(bad.fault(number))
    _drop_cut_hours(read, seen)


def _line(
    read: CountsRead,
    seen: dict[tuple[str, dt.datetime], int],
    cells: Sequence[str],
    columns: Columns,
    clock: Clock,
) -> None:
    """One line; a quarter of an hour is added to its hour."""
    counter = _cell(cells, columns.counter)[:120]
    if not counter:
        raise BadLineError("no_counter", _("Cette ligne ne dit pas quel compteur a compté."), "")
    at = _when(cells, columns, clock, counter)
    count = _number(_cell(cells, columns.count))
    if (counter, at) in seen:
        if seen[counter, at] == count:
            return
        said = _("Cette heure est déjà comptée plus haut, autrement : la première est gardée.")
        raise BadLineError("twice", said, str(count))
    seen[counter, at] = count
    hour = at.replace(minute=0)
    hours = read.hours.setdefault(counter, {})
    hours[hour] = hours.get(hour, 0) + count
    _place(read, counter, cells, columns)


def _when(cells: Sequence[str], columns: Columns, clock: Clock, counter: str) -> dt.datetime:
    written = (
        _cell(cells, columns.instant)
        if columns.instant >= 0
        else f"{_cell(cells, columns.day)} {_cell(cells, columns.hour)}"
    )
    try:
        return clock.instant(written, counter)
    except NotAnHourError as error:
        raise BadLineError(error.code, error.sentence, written) from error


def _number(text: str) -> int:
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    whole = plain.partition(",")[0].partition(".")[0]
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 9:
        said = _("Le nombre de passages doit être un nombre entier, zéro ou plus.")
        raise BadLineError("bad_count", said, text)
    if int(whole) > MOST_COUNT:
        said = _("Plus de 200 000 passages en une heure : ce compteur s’est trompé.")
        raise BadLineError("too_many", said, text)
    return int(whole)


def _place(read: CountsRead, counter: str, cells: Sequence[str], columns: Columns) -> None:
    if counter in read.places or columns.lon < 0 or columns.lat < 0:
        return
    try:
        lon, lat = (float(_cell(cells, at).replace(",", ".")) for at in (columns.lon, columns.lat))
    except ValueError:
        return
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        read.places[counter] = (lon, lat)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""
