"""What a roll-up counts, asked as arrays, is what its definition says sheet by sheet (property)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.kernel.period import between
from beffroi.programme.models import ActionSheet, Agreement, BudgetLine, Takeover
from beffroi.programme.reads.rollup import Scope, of_agreement, of_body, rolled
from beffroi.programme.reads.takeovers import passed_from
from beffroi.programme.rules.stages import Stage

from . import made

ON = dt.date(2026, 5, 4)
LONG = between(dt.date(2024, 1, 1), dt.date(2027, 1, 1))
TAKEN = st.none() | st.sampled_from([dt.date(2024, 7, 1), dt.date(2025, 7, 1), dt.date(2026, 7, 1)])
# Where a sheet stands, whether it is reserved, and whence and when it was taken over.
SHEETS = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.none() | st.integers(0, 3), TAKEN), max_size=8
)
each = settings(
    deadline=None, max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@pytest.fixture
def four(db: None) -> list[Agreement]:
    """A framework, two agreements under it (the chamber signs one), and one of somebody else."""
    near, far = made.town("Valpres"), made.town("Valloin")
    chamber, other = made.chamber(near), made.chamber(far, name="Chambre fictive du Loin")
    told: dict[str, Any] = {"state": "in_force", "valid": LONG}
    frame = made.agreement(None, other, **told)
    signed = made.agreement(near, chamber, made.hall(near), parent=frame, **told)
    unsigned = made.agreement(far, other, parent=frame, **told)
    return [frame, signed, unsigned, made.agreement(far, other, **told)]


@each
@given(SHEETS, st.none() | st.integers(2024, 2026))
def test_the_sheets_counted_are_those_of_the_definition(
    four: list[Agreement],
    drawn: list[tuple[int, bool, int | None, dt.date | None]],
    year: int | None,
) -> None:
    with transaction.atomic():
        for n, facts in enumerate(drawn):
            _put(four, n, *facts)
        _agree(of_agreement(four[0], ON, year))
        _agree(of_body(four[1].holder, ON, year))
        transaction.set_rollback(True)


def _put(
    four: list[Agreement], n: int, place: int, hidden: bool, came: int | None, on: dt.date | None
) -> None:
    sheet = made.sheet(four[place], f"S{n}", is_restricted=hidden)
    if came is not None and came != place:
        Takeover.objects.create(sheet=sheet, source=four[came], into=four[place], taken_on=on)
    for stage, year in ((Stage.PLANNED, 2025), (Stage.PAID, 2026)):
        BudgetLine.objects.create(
            sheet=sheet, year=year, kind="operating", stage=stage, net=Decimal(100 + n),
            vat_rate=Decimal("0.055"), is_inside=n % 2 == 0,
        )  # fmt: skip


def _agree(scope: Scope) -> None:
    wanted = set(_plainly(scope).values_list("pk", flat=True))
    assert set(scope.sheets().values_list("pk", flat=True)) == wanted
    assert scope.sheets().count() == len(wanted)  # each once
    found = rolled(scope)
    assert found.done.whole.sheets == len(wanted)
    assert found.money is not None
    for stage in Stage:
        lines = BudgetLine.objects.filter(sheet__in=wanted, stage=stage)
        if scope.year:
            lines = lines.filter(year=scope.year)
        sides = {
            side: [one.net for one in lines if one.is_inside is side] for side in (True, False)
        }
        total = found.money.whole[stage]
        assert (total.inside.net, total.outside.net) == (sum(sides[True]), sum(sides[False]))


def _plainly(scope: Scope) -> Any:
    """The definition: theirs, or theirs when the day or year began; reserved ones by those who sign."""
    first = dt.date(scope.year, 1, 1) if scope.year else scope.on

    def held(keys: list[int]) -> Q:
        passed = passed_from(Q(source__in=keys), first)
        return Q(agreement__in=keys) | Q(pk__in=passed)

    own = [one.pk for one in scope.agreements if one.own]
    rows = ActionSheet.objects.across_towns()
    return rows.filter(held(own) | Q(held(scope.pks), is_restricted=False))
