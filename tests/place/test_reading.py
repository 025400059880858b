"""Files of counters: what suppliers send, and what is wrong in it."""

from __future__ import annotations

import datetime as dt
import gzip
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from beffroi.portal.imports.kinds import kind_of
from beffroi.sources.footfall import CountsRead, read_counts
from beffroi.sources.records import UnreadableSource

from .series import PARIS

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def written(tmp_path: Path, *lines: str, name: str = "comptages.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n")
    return path


def read(path: Path) -> CountsRead:
    return read_counts(path, zone=PARIS, now=NOW)


def utc(*when: int) -> dt.datetime:
    return dt.datetime(*when, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("titles", "line"),
    [
        ("Compteur;Date et heure;Passages", "Halle;2025-07-01 10:00;120"),
        ("capteur,horodatage,comptage", "Halle,2025-07-01T08:00:00Z,120"),
        ("Sensor,Date_Time,Date,Time,Count", "Halle,2025-07-01 08:00:00,2025-07-01,10,120"),
        ("site\tdate\theure\tpiétons", "Halle\t01/07/2025\t10h\t120"),
    ],
)
def test_the_same_hour_written_by_four_suppliers(tmp_path: Path, titles: str, line: str) -> None:
    path = written(tmp_path, titles, line)
    assert kind_of(path, path.name) == "counts"
    assert read(path).hours == {"Halle": {utc(2025, 7, 1, 8): 120}}


def test_quarters_are_added_and_an_hour_that_lacks_one_is_left_out(tmp_path: Path) -> None:
    lines = [
        f"Halle;2025-07-01 {hour}:{quarter:02d};10"
        for hour in (10, 11)
        for quarter in (0, 15, 30, 45)
    ]
    found = read(written(tmp_path, "compteur;date heure;total", *lines[:-1]))
    assert found.hours == {"Halle": {utc(2025, 7, 1, 8): 40}}
    assert found.cut == 1


def test_the_hour_that_comes_twice_in_october_is_two_and_that_of_march_is_none(
    tmp_path: Path,
) -> None:
    found = read(
        written(
            tmp_path, "compteur;date heure;total",
            "Halle;2025-10-26 02:00;5", "Halle;2025-10-26 02:00;7", "Halle;2025-03-30 02:00;9",
        )
    )  # fmt: skip
    assert found.hours == {"Halle": {utc(2025, 10, 26, 0): 5, utc(2025, 10, 26, 1): 7}}
    assert [fault.code for fault in found.faults] == ["no_such_hour"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Halle;2025-07-01 10:00;-3", "bad_count"),
        ("Halle;2025-07-01 10:00;beaucoup", "bad_count"),
        ("Halle;2025-07-01 10:00;²", "bad_count"),
        ("Halle;2025-07-01 10:00;900000", "too_many"),
        ("Halle;2025-07-01 10:07;5", "not_an_hour"),
        ("Halle;2025-13-01 10:00;5", "bad_hour"),
        ("Halle;demain;5", "bad_hour"),
        ("Halle;2031-07-01 10:00;5", "not_then"),
        ("Halle;1925-07-01 10:00;5", "not_then"),
        (";2025-07-01 10:00;5", "no_counter"),
        ("Halle;2025-07-02 10:00;6", "twice"),
        ("Halle", "bad_hour"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_stay(
    tmp_path: Path, line: str, code: str
) -> None:
    good = "Halle;2025-07-02 10:00;5"
    found = read(written(tmp_path, "compteur;date heure;total", good, line))
    assert [(fault.code, fault.line) for fault in found.faults] == [(code, 3)]
    assert found.hours == {"Halle": {utc(2025, 7, 2, 8): 5}}
    assert found.refused == 1 and found.faults[0].sentence


def test_the_same_line_twice_is_no_fault(tmp_path: Path) -> None:
    line = "Halle;2025-07-02 10:00;5"
    found = read(written(tmp_path, "compteur;date heure;total", line, line))
    assert not found.faults and found.hours == {"Halle": {utc(2025, 7, 2, 8): 5}}


def test_a_file_without_an_hour_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read(written(tmp_path, "compteur;date heure;total", ""))
    assert "aucune heure comptée" in refused.value.sentence


def test_places_of_counters_are_kept_where_told(tmp_path: Path) -> None:
    found = read(
        written(tmp_path, "compteur;date heure;total;lon;lat", "Halle;2025-07-02 10:00;5;2,1;47")
    )
    assert found.places == {"Halle": (2.1, 47.0)}


@pytest.mark.shared
def test_a_year_in_the_southern_city_is_read_in_its_own_time() -> None:
    path = Path(os.environ["BEFFROI_SHARED"]) / "data/footfall/melbourne-2015-2016.csv.gz"
    with gzip.open(path, "rt") as stream:
        lines = sum(1 for _line in stream) - 1
    found = read_counts(path, zone=ZoneInfo("Australia/Melbourne"), now=NOW)
    assert found.lines == lines == 66_037
    assert len(found.hours) == 4
    first = utc(2014, 12, 31, 13)
    assert found.hours["Birrarung Marr"][first] == 1630
    # Each hour of the file is kept: what its own instants say is what its wall clock says.
    assert sum(map(len, found.hours.values())) == lines - found.refused - found.cut
    assert found.refused == 0
