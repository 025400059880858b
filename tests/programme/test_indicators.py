"""Tracked indicators: progress told, the observatory read live, local minus national; the axis page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.models import AuditEntry
from beffroi.programme.models import Agreement, ContextPoint, ContextSeries, Measurement
from beffroi.programme.reads.axis_page import pulse_of
from beffroi.programme.reads.tracking import _beside, _national, tracked
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.tracking import Point, Way, gaps, own_share, progress
from beffroi.programme.writes import indicators as writes
from beffroi.programme.writes import sheets
from beffroi.programme.writes.context import WORDS, load_context
from beffroi.programme.writes.sheets import SheetRefusedError
from tests.observatory import towns

from . import made, made_sheets

D = Decimal
FALLS = {"baseline": D("0.12"), "target": D("0.08"), "rises": False}


@pytest.mark.parametrize(
    ("measured", "way"),
    [
        ("0.12", Way.STILL), ("0.10", Way.CLOSER), ("0.08", Way.REACHED), ("0.05", Way.REACHED),
        ("0.15", Way.FARTHER),
    ],
)  # fmt: skip
def test_progress_of_what_must_fall(measured: str, way: Way) -> None:
    assert progress(**FALLS, measured=D(measured)).way == way


def test_half_of_the_way_and_a_day_that_passed() -> None:
    told = progress(
        **FALLS, measured=D("0.10"), target_on=dt.date(2025, 1, 1), on=dt.date(2025, 2, 1)
    )
    assert (told.share, told.overdue) == (D("0.5"), True)
    assert progress(**{**FALLS, "baseline": None}, measured=D("0.10")).way == Way.UNKNOWN
    assert progress(**FALLS, measured=None).way == Way.UNKNOWN


CENTS = st.integers(-9, 9).map(Decimal)


@given(CENTS, CENTS, CENTS)
def test_no_progress_beyond_the_target_is_short_of_it(
    base: Decimal, target: Decimal, now: Decimal
) -> None:
    for rises in (True, False):
        told = progress(baseline=base, target=target, measured=now, rises=rises)
        reached = now >= target if rises else now <= target
        assert (told.way == Way.REACHED) is reached


def points(*told: tuple[int, str]) -> list[Point]:
    return [Point(dt.date(year, 6, 1), D(value)) for year, value in told]


@pytest.mark.system("001-18")
def test_local_minus_national_leaves_the_town_its_own_part() -> None:
    local, nation = points((2023, "0.10"), (2025, "0.13")), points((2023, "0.09"), (2025, "0.115"))
    found = gaps(local, nation)
    assert [gap.value for gap in found] == [D("0.01"), D("0.015")]
    assert own_share(found) == D("0.005")  # of three points lost, half a point is the town's
    assert gaps(points((2025, "0.1")), points((2020, "0.1"))) == []  # five years old: no comparison
    assert own_share(found[:1]) is None
    assert own_share(gaps(points((2024, "0.1"), (2025, "0.2")), points((2024, "0.1")))) is None


@pytest.fixture
def agreement(db: Any) -> Agreement:
    place = towns.town()
    towns.surveyed(place, vacant=9, total=45, on=towns.FIRST)
    towns.surveyed(place, vacant=5, total=45, on=towns.SECOND)
    return made.agreement(place, made.chamber(place), made.hall(place))


def nation() -> ContextSeries:
    series = ContextSeries.objects.create(
        slug="vacance-fictive", label="moyenne fictive du pays", code="vacancy_rate", unit="ratio", source="Série fictive",
    )  # fmt: skip
    for day, value in ((towns.FIRST, "0.10"), (towns.SECOND, "0.12")):
        ContextPoint.objects.create(series=series, on=day, value=D(value))
    return series


def vacancy(**of: Any) -> Any:
    return writes.track(
        **of, code="vacancy_rate", label="Taux de vacance", better="down", by=None,
        baseline=D("0.2"), baseline_on=towns.FIRST, target=D("0.08"), target_on=dt.date(2030, 1, 1),
    )  # fmt: skip


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def test_observatory_value_is_read_live_and_never_copied(agreement: Agreement) -> None:
    sheet = made_sheets.sheet(agreement)
    row, on = vacancy(sheet=sheet), timezone.localdate()
    (told,) = tracked([row], agreement.town, on)
    assert told.measured is not None
    assert told.measured.on == towns.SECOND
    assert told.measured.value == D("0.111111")
    assert [point.value for point in told.points] == [D("0.2"), D("0.111111")]
    assert not Measurement.objects.exists()
    with pytest.raises(SheetRefusedError):
        writes.measure(indicator=row, on=on, value=D(1), by=None)


@pytest.mark.system("001-18")
def test_page_draws_local_minus_national(agreement: Agreement, client: Client) -> None:
    sheet = made_sheets.sheet(agreement)
    nation()
    vacancy(sheet=sheet)
    page = text(client.get(reverse("sheet_indicators", args=[agreement.town.slug, sheet.key])))
    assert "<svg" in page
    assert "+10,0 pt" in page  # 20 % here, 10 % there
    assert "−0,9 pt" in page
    assert "moyenne fictive du pays" in page
    assert "74 % du chemin" in page


def test_series_of_the_pack_are_sourced_and_stand_beside_the_towns_they_are_of(
    agreement: Agreement, client: Client
) -> None:
    assert load_context() == load_context() == ContextSeries.objects.count()
    said = ContextSeries.objects.values_list("label", "source")
    assert {word for pair in said for word in pair} == set(WORDS)  # none without a source
    codata = ContextPoint.objects.filter(series__slug="vacance-acv-codata")
    assert [point.value for point in codata] == [D("0.145"), D("0.125"), D("0.134")]
    row, on = vacancy(sheet=made_sheets.sheet(agreement)), timezone.localdate()
    (plain,) = tracked([row], agreement.town, on)
    assert plain.context == "France (Codata)"
    assert [gap.known for gap in plain.gaps] == [dt.date(2025, 1, 1)]
    agreement.town.programmes = ["acv"]
    found = _national({"vacancy_rate"}, agreement.town)["vacancy_rate"]
    assert found[0][0] == "Villes Action cœur de ville"
    assert _beside([Point(dt.date(2024, 6, 1), D("0.15"))], found)[1][0].value == D("0.016")
    page = text(client.get(reverse("sheet_indicators", args=[agreement.town.slug, row.sheet.key])))
    assert "10,6 % pour « France (Codata) » au 1er janvier 2025" in page
    assert "Source : Codata, 1er janvier 2025, citée par la Banque des territoires" in page


def test_value_by_hand_is_noted_and_corrected(agreement: Agreement, client: Client) -> None:
    sheet = made_sheets.sheet(agreement)
    row = writes.track(sheet=sheet, label="Paniers vendus", target=D(100), baseline=D(0), by=None)
    where = reverse("sheet_indicator_measure", args=[agreement.town.slug, sheet.key, row.pk])
    for value in ("40", "50"):
        client.post(where, {"on": "2025-04-01", "value": value})
    assert [one.value for one in row.measurements.all()] == [D(50)]
    page = text(client.get(reverse("sheet_indicators", args=[agreement.town.slug, sheet.key])))
    assert "50 % du chemin" in page
    assert (
        client.get(
            reverse("sheet_indicator_add", args=[agreement.town.slug, sheet.key])
        ).status_code
        == 200
    )


@pytest.mark.system("004-03")
def test_axis_page_lists_sheets_money_and_indicators(agreement: Agreement, client: Client) -> None:
    line = made_sheets.axis(agreement, "1")
    sheet = made_sheets.sheet(
        agreement, "1.1", axis=line, title="Rouvrir la halle", status="in_progress"
    )
    sheet.budget_lines.create(year=2025, kind="operating", stage="planned", net=D(1500))
    sheet.budget_lines.create(
        year=2025, kind="operating", stage="paid", net=D(900), is_inside=False
    )
    vacancy(axis=line)
    where = reverse("agreement_axes_page", args=[agreement.town.slug, agreement.key, "1"])
    page = text(client.get(where))
    for word in ("Rouvrir la halle", "1 500", "900", "20,0 %", "11,1 %", "13 mai 2025"):
        assert word in page, word
    assert "plus de six mois" not in page


def test_an_indicator_of_an_axis_is_measured_on_its_page(
    agreement: Agreement, client: Client
) -> None:
    line = made_sheets.axis(agreement, "1")
    by_hand = writes.track(axis=line, label="Paniers du samedi", target=D(40), by=None)
    other = writes.track(
        axis=made_sheets.axis(agreement, "2"), label="Ailleurs", target=D(1), by=None
    )
    parts = [agreement.town.slug, agreement.key, "1"]
    page, where = (
        reverse("agreement_axes_page", args=parts),
        reverse("agreement_axes_measure", args=[*parts, by_hand.pk]),
    )
    assert where in client.get(page).content.decode()
    assert "Paniers du samedi" in text(client.get(where))
    assert client.post(where, {"on": "2025-03-01", "value": "31,5"}).status_code == 302
    assert "31,5" in text(client.get(page))
    stray = reverse("agreement_axes_measure", args=[*parts, other.pk])
    assert client.post(stray, {"on": "2025-03-01", "value": "9"}).status_code == 404
    drop = reverse("agreement_axes_untrack", args=[*parts, by_hand.pk])
    assert client.get(drop).status_code == 405
    assert client.post(drop).status_code == 302
    assert "Paniers du samedi" not in text(client.get(page))


@pytest.mark.system("004-03")
def test_axis_without_a_live_sheet_for_six_months_is_flagged(
    agreement: Agreement, client: Client
) -> None:
    on = timezone.localdate()
    line = made_sheets.axis(agreement, "1")
    sheet = made_sheets.sheet(agreement, "1.1", axis=line, status="in_progress")
    assert not pulse_of(line, on).flagged
    sheets.change_sheet(sheet=sheet, by=None, status="done")
    assert pulse_of(line, on) == pulse_of(line, on)
    assert not pulse_of(line, add_months(on, 5)).flagged
    assert pulse_of(line, add_months(on, 7)).flagged
    AuditEntry.objects.all().update(recorded_at=timezone.now() - dt.timedelta(days=300))
    where = reverse("agreement_axes_page", args=[agreement.town.slug, agreement.key, "1"])
    assert "plus de six mois" in text(client.get(where))
    empty = made_sheets.axis(agreement, "2")
    assert pulse_of(empty, on).flagged
