"""A renewal takes over the open sheets: chosen on one page, told on both sides, counted once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.reads.axis_tree import filings_of
from beffroi.programme.reads.budget import budget_of
from beffroi.programme.reads.results import results_of
from beffroi.programme.reads.reviews import year_of
from beffroi.programme.reads.rollup import of_agreement, of_body, rolled
from beffroi.programme.rules.stages import Stage
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes import agreements, parties, renewals, takeovers

from . import made
from . import made_sheets as sheets

pytestmark = pytest.mark.django_db
D = dt.date
NEW_YEAR = D(2026, 1, 1)


@pytest.fixture
def old() -> Agreement:
    """2025, signed: two open sheets and a done one, each planned 1 000 € in 2025 and in 2026."""
    place = made.town()
    row = made.agreement(place, made.chamber(place), made.hall(place))
    axis = row.axes.create(code="A", name="Commerce", field="trade")
    for code, status in (("A1", "in_progress"), ("A2", "planned"), ("A3", "done")):
        one = sheets.sheet(row, code, axis=axis, status=status)
        for year in (2025, 2026):
            sheets.cost(one, year=year)
    return made.signed(row)


def again(row: Agreement) -> Agreement:
    return Agreement.objects.across_towns().get(pk=row.pk)


def begun(row: Agreement) -> Agreement:
    """The renewal signed, then in force on the first day of 2026."""
    for name in ("negotiate", "deliberate", "sign", "begin"):
        for party in row.parties.all():
            if name == "deliberate":
                parties.deliberate(party=party, by=None, number="1", adopted_on=D(2025, 12, 1))
            elif name == "sign":
                parties.sign(party=party, on=D(2025, 12, 1), by=None)
        on = NEW_YEAR if name == "begin" else D(2025, 12, 1)
        row = agreements.take_step(agreement=row, name=name, on=on, by=None)
    return row


def renewed(old: Agreement, **more: Any) -> Agreement:
    return renewals.prepare(agreement=again(old), on=D(2025, 11, 1), by=None, **more)


def codes(row: Agreement) -> list[str]:
    rows = ActionSheet.objects.across_towns().filter(agreement=row).order_by("code")
    return list(rows.values_list("code", flat=True))


def planned(row: Agreement) -> Decimal:
    found = {one.stage: one for one in budget_of(again(row), NEW_YEAR).totals}
    return found[Stage.PLANNED].inside.net


def test_the_open_sheets_pass_on_the_first_day_and_not_before(old: Agreement) -> None:
    new = renewed(old)
    assert new.sheets_taken.count() == 2 and codes(new) == []
    begun(new)
    assert (codes(old), codes(new)) == (["A3"], ["A1", "A2"])
    sheet = ActionSheet.objects.across_towns().get(code="A1")
    assert sheet.axis.agreement == new and sheet.axis.code == "A"
    assert sheet.takeovers.get().taken_on == NEW_YEAR
    told = [(one.axis.agreement_id, one.valid.lower) for one in filings_of(sheet)]
    assert told[-1] == (new.pk, max(NEW_YEAR, told[-1][1])) and told[0][0] == old.pk


def test_one_done_meanwhile_or_left_stays(old: Agreement) -> None:
    held = {one.code: one for one in ActionSheet.objects.across_towns()}
    new = renewed(old, left={held["A2"].key})
    ActionSheet.objects.across_towns().filter(code="A1").update(status="done")
    begun(new)
    assert codes(old) == ["A1", "A2", "A3"] and codes(new) == []
    with pytest.raises(LifeError, match="en vigueur"):
        takeovers.choose(agreement=again(new), by=None)


def test_a_code_of_the_renewal_is_not_given_twice(old: Agreement) -> None:
    new = renewed(old)
    made.sheet(new, "A1")
    begun(new)
    assert codes(new) == ["A1", "A1-2", "A2"]


def test_nothing_is_counted_twice_and_the_past_stays_whole(old: Agreement) -> None:
    before = results_of(old)
    new = begun(renewed(old))
    assert results_of(again(old)) == before  # three actions, one done
    assert results_of(new).actions == 2
    # A1 and A2 in 2025 with the old, in 2026 with the new; A3 stays whole with the old
    assert (planned(old), planned(new)) == (Decimal(4000), Decimal(2000))
    told = year_of(again(old), 2025, D(2025, 12, 31))
    assert {one.code for part in told.parts.values() for one in part} >= {"A1", "A2"}
    assert told.totals[0].inside.net == Decimal(3000)
    chamber = old.holder
    for year, of_old, of_new in ((2025, 3, 0), (2026, 0, 2)):
        counts = []
        for row in (old, new):
            scope = of_agreement(again(row), D(2026, 3, 1), year)
            counts.append(rolled(scope).done.whole.sheets)
        assert counts == [of_old, of_new], year
        whole = rolled(of_body(chamber, D(2026, 3, 1), year))
        assert whole.done.whole.sheets == of_old + of_new
        assert whole.money is not None
        assert whole.money.whole[Stage.PLANNED].inside.net == 1000 * (of_old + of_new)


def test_over_a_year_that_both_share_a_sheet_counts_once(old: Agreement) -> None:
    new = begun(renewed(old))
    old = again(old)
    for row, valid in ((old, "[2025-01-01,2025-07-01)"), (new, "[2025-07-01,2026-07-01)")):
        Agreement.objects.across_towns().filter(pk=row.pk).update(valid=valid)
    new.sheets_taken.update(taken_on=D(2025, 7, 1))
    whole = rolled(of_body(old.holder, D(2025, 12, 1), 2025))
    assert whole.done.whole.sheets == 3
    assert whole.money is not None
    assert whole.money.whole[Stage.PLANNED].inside.net == Decimal(3000)
    assert planned(old) + planned(new) == Decimal(6000)  # every line in one of the two


def test_chosen_on_one_page_before_and_after_the_renewal_is_prepared(old: Agreement) -> None:
    client = Client()
    client.force_login(made.manager(old.town))
    hidden = made.sheet(old, "A9", is_restricted=True)
    page = f"/{old.town.slug}/conventions/{old.key}/renouvellement/"
    shown = client.get(page).content.decode()
    assert "2 actions ouvertes" in shown and "A9" not in shown
    held = {one.code: one.key for one in ActionSheet.objects.across_towns()}
    client.post(page, {"choice": "1", "sheet": [held["A1"]]})
    new = again(old).renewed_by
    taken = {one.sheet.code for one in new.sheets_taken.select_related("sheet")}
    assert taken == {"A1", "A9"}  # who does not see a reserved one does not leave it behind
    client.post(page, {"choice": "1", "sheet": [held["A1"], held["A2"]]})
    assert new.sheets_taken.count() == 3
    begun(new)
    after = client.get(page).content.decode()
    assert "2 actions reprises" in after and "Garder ce choix" not in after
    sheet = client.get(f"/{old.town.slug}/actions/{held['A1']}/").content.decode()
    assert "Reprise de" in sheet
    assert hidden.key in held.values()
