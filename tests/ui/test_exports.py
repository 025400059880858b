"""No table that leaves Beffroi can run a formula in somebody's spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st

from beffroi.ui.exports import csv_answer, inert

SIGNS = "=+-@\t\r\n＝＋－＠"


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode(), newline=""), delimiter=";"))


@given(st.text(alphabet=SIGNS + " a1", min_size=1, max_size=6))
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not str(inert(text)).lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n"))


def test_numbers_dates_and_plain_words_stay_as_they_are() -> None:
    for value in (-3, -0.5, dt.date(2026, 1, 2), "Au bon pain", "12-14", "a=b", ""):
        assert inert(value) == value
    assert inert(None) == ""


def test_answer_is_a_file_to_save_and_nothing_to_sniff() -> None:
    answer = csv_answer('Redon "x"\r\nX: y', ("nom",), [("=1+1",), (None,)])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="redon-x-x-y.csv"'
    assert rows_of(answer) == [["nom"], ["'=1+1"], [""]]
