"""Axes: wide enough, inherited and counted once, filed again with their past."""

from __future__ import annotations

import datetime as dt

import pytest

from beffroi.kernel.period import between, since
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Axis,
    AxisMapping,
    Programme,
    ProgrammeVersion,
)
from beffroi.programme.reads.axis_tree import filings_of, lines_of, pillars_of, themes
from beffroi.programme.rules.axis_tree import Node, root_of, walk
from beffroi.programme.rules.fields import FIELDS
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes import axes as writes

from . import made

# The eight fields of text 002, each as a field of ours.
NAMED = ("housing", "trade", "services", "transport", "parking", "health", "culture", "education")


@pytest.mark.system("002-02")
def test_every_field_of_the_text_has_its_own_and_none_is_other() -> None:
    assert set(NAMED) <= set(FIELDS)
    words = {str(field.label).lower() for field in FIELDS.values()} | set(FIELDS)
    assert not any("autre" in word or word == "other" or "divers" in word for word in words)


def test_a_tree_gives_each_axis_once_parents_first() -> None:
    nodes = [Node("b", None, 2, "B"), Node("a1", "a", 1, "A1"), Node("a", None, 1, "A"), Node("x", "gone", 3, "X")]  # fmt: skip
    assert walk(nodes) == [(0, "a"), (1, "a1"), (0, "b"), (0, "x")]
    turning = [Node(1, 2, 1, "1"), Node(2, 1, 2, "2")]
    assert sorted(key for _depth, key in walk(turning)) == [1, 2]
    assert root_of(3, {3: 2, 2: 1, 1: None}) == 1
    assert root_of(1, {1: 2, 2: 1}) in {1, 2}


def sheet(agreement: Agreement, axis: Axis | None, code: str, **more: object) -> ActionSheet:
    row: ActionSheet = ActionSheet.objects.create(
        agreement=agreement, town=agreement.town, axis=axis, code=code, title=f"Action {code}", **more
    )  # fmt: skip
    return row


@pytest.mark.django_db
@pytest.mark.system("001-01")
def test_a_child_agreement_inherits_themes_and_is_counted_once() -> None:
    chamber = made.chamber(name="Réseau fictif")
    national = made.agreement(None, chamber, kind="national", title="Accord fictif")
    theme = Axis.objects.create(agreement=national, code="1", name="Commerce", field="trade")
    Axis.objects.create(agreement=national, code="1a", name="Locaux", field="land", parent=theme)
    place = made.town()
    regional = made.agreement(None, chamber, parent=national, title="Cadre fictif")
    local = made.agreement(place, chamber, made.hall(place), parent=regional)
    writes.take_axes(agreement=regional, by=None)
    copies = writes.take_axes(agreement=local, by=None)
    assert [(one.code, one.inherits.agreement_id) for one in copies] == [
        ("1", regional.pk),
        ("1a", regional.pk),
    ]
    assert copies[1].parent == copies[0]
    assert writes.take_axes(agreement=local, by=None) == []
    sheet(local, copies[0], "F1", status="in_progress")
    sheet(regional, regional.axes.get(code="1"), "R1")
    sheet(national, None, "N1")
    assert themes(national) == {"1": 2}
    lines, left = lines_of(national)
    assert [(one.axis.code, one.own, one.all, one.live) for one in lines] == [
        ("1", 0, 2, 1),
        ("1a", 0, 0, 0),
    ]
    assert [one.code for one in left] == ["N1"]


@pytest.mark.django_db
@pytest.mark.system("001-02")
def test_a_sheet_of_2019_shows_its_axis_and_its_pillar_of_2023() -> None:
    place = made.town()
    programme = Programme.objects.create(slug="essai", name="Programme fictif")
    first, second = (
        ProgrammeVersion.objects.create(programme=programme, slug=slug, name=name, valid=valid)
        for slug, name, valid in (
            ("acte-1", "Acte I", between(dt.date(2018, 1, 1), dt.date(2023, 1, 1))),
            ("acte-2", "Acte II", since(dt.date(2023, 1, 1))),
        )
    )
    trade = Axis.objects.create(
        version=first, code="2", name="Développement commercial", field="trade"
    )
    pillar = Axis.objects.create(
        version=second, code="P1", name="Renouveau économique", field="economy"
    )
    AxisMapping.objects.create(before=trade, after=pillar, source="essai")
    agreement = made.agreement(
        place, made.chamber(place), programme=programme,
        valid=between(dt.date(2019, 1, 1), dt.date(2027, 1, 1)),
    )  # fmt: skip
    (axis,) = writes.take_axes(agreement=agreement, by=None)
    row = sheet(agreement, axis, "F1")
    assert pillars_of(row.axis, dt.date(2019, 6, 1)) == []
    assert pillars_of(row.axis, dt.date(2023, 6, 1)) == [pillar]
    assert writes.refile_by_mapping(agreement=agreement, on=dt.date(2023, 1, 1), by=None) == 1
    row.refresh_from_db()
    past, now = filings_of(row)
    assert (past.axis, past.valid.upper) == (axis, dt.date(2023, 1, 1))
    assert (now.axis.inherits, now.valid.lower, now.valid.upper) == (
        pillar,
        dt.date(2023, 1, 1),
        None,
    )
    assert now.axis == row.axis
    assert writes.refile_by_mapping(agreement=agreement, on=dt.date(2023, 2, 1), by=None) == 0


@pytest.mark.django_db
def test_a_sheet_is_not_filed_before_it_was() -> None:
    place = made.town()
    agreement = made.agreement(place, made.chamber(place))
    one, other, third = (
        writes.add_axis(agreement=agreement, by=None, code=code, name=code, field="trade")
        for code in "ABC"
    )
    row = sheet(agreement, one, "F1")
    day = dt.date(2025, 2, 1)
    writes.refile(sheet=row, axis=other, on=day, by=None)
    with pytest.raises(LifeError, match="autre jour"):
        writes.refile(sheet=row, axis=third, on=day, by=None)
    with pytest.raises(LifeError, match="dépendent"):
        writes.drop_axis(axis=other, by=None)
    writes.drop_axis(axis=third, by=None)
    assert agreement.axes.count() == 2
