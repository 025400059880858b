"""The share of shops open at the agreed hours: value, refusals, and what is withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest

from beffroi.observatory.rules.registry import UnknownParameterError, compute
from beffroi.premises.rules.hours import HoursTally

TOLD = HoursTally(
    open=5, checks=6, shops=6, days=1, outside=3, not_seen=4, agreements=1,
    own_open=4, own_checks=5, own_shops=5,
)  # fmt: skip


@pytest.mark.system("002-16")
def test_worked_example_of_the_page() -> None:
    figure = compute("agreed_hours_share", TOLD)
    assert figure.verdict == "value"
    assert round(float(figure.value or 0), 3) == 0.833
    assert figure.formula_id == "agreed_hours_share.v1"
    assert figure.inputs == {
        "open_checks": 5, "checks": 6, "shops_checked": 6, "days_checked": 1,
        "shops_not_checked": 4, "checks_outside": 3, "own_open": 4, "own_checks": 5,
    }  # fmt: skip


def test_few_shops_are_withheld_with_every_count_of_open_doors() -> None:
    figure = compute("agreed_hours_share", replace(TOLD, shops=4, checks=4, open=1))
    assert (figure.verdict, figure.value) == ("withheld", None)
    assert not {"open_checks", "own_open"} & set(figure.inputs)
    own = compute("agreed_hours_share", replace(TOLD, own_shops=4))
    assert "own_open" not in own.inputs
    with pytest.raises(UnknownParameterError):
        compute("agreed_hours_share", replace(TOLD, shops=4), min_shops=1)


def test_nothing_agreed_and_nobody_passed_are_told_apart() -> None:
    none = compute("agreed_hours_share", HoursTally())
    nobody = compute("agreed_hours_share", HoursTally(agreements=1, not_seen=8))
    assert none.verdict == nobody.verdict == "cannot_tell"
    assert str(none.sentence) != str(nobody.sentence)
    assert nobody.inputs["shops_not_checked"] == 8
