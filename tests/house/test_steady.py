"""No test hangs on the hour it runs at: a day is asked of the clock the pages ask."""

from __future__ import annotations

import re

import pytest

from .floors import ROOT

# Between midnight in Paris and midnight UTC the two say different days: a test that mixes them
# fails for an hour a night, two in summer.
OTHER_CLOCKS = re.compile(
    r"""(?x) ^[^"'#]* (?:
        \bdate\.today\(\)
      | \bdatetime\.(?:today|utcnow)\(\)
      | \.now\([^()]*\)\.date\(\)
    )"""
)
HERE = "tests/house/test_steady.py"


def days_of_other_clocks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if OTHER_CLOCKS.search(line)]


def test_a_day_is_asked_by_localdate() -> None:
    paths = sorted((ROOT / "tests").rglob("*.py"))
    assert len(paths) > 200
    found = {
        name: lines
        for path in paths
        if (name := path.relative_to(ROOT).as_posix()) != HERE
        and (lines := days_of_other_clocks(path.read_text(encoding="utf-8")))
    }
    assert found == {}, "timezone.localdate() is the day of the pages"


@pytest.mark.parametrize(
    "planted",
    [
        "TODAY = dt.date.today()",
        "day = on or dt.datetime.now(dt.UTC).date()",
        "at = timezone.now().date()",
        "day = datetime.utcnow()",
    ],
)
def test_planted_day_is_found(planted: str) -> None:
    assert days_of_other_clocks(f"x = 1\n{planted}\n") == [planted]


def test_the_pages_own_day_is_not() -> None:
    assert days_of_other_clocks("day = timezone.localdate()\nat = timezone.now()") == []
