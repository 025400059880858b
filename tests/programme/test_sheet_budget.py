"""The budget page of a sheet: lines added, corrected, taken away; published is not all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.models import AuditEntry
from beffroi.kernel.money import Money
from beffroi.programme.models import ActionSheet, BudgetLine, FinancingLine
from beffroi.programme.rules.spendings import rows_of
from beffroi.programme.rules.stages import Stage

from . import made, made_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> ActionSheet:
    place = made.town()
    agreement = made.agreement(place, made.chamber(place), made.hall(place), is_published=True)
    return made_sheets.sheet(agreement, is_published=True)


def url(sheet: ActionSheet, route: str = "sheet_budget", **parts: Any) -> str:
    assert sheet.town is not None
    return reverse(route, kwargs={"town": sheet.town.slug, "sheet_key": sheet.key, **parts})


def text(answer: Any) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_line_is_added_corrected_then_dropped_and_told(sheet: ActionSheet) -> None:
    client = client_of(made.manager(sheet.town))
    told = {"year": "2025", "kind": "operating", "planned": "10 000,50", "label": "Étude",
            "vat_rate": "0.2", "is_inside": "on"}  # fmt: skip
    assert client.post(url(sheet, "sheet_budget_add"), told).status_code == 302
    line = BudgetLine.objects.get()
    assert line.net == Decimal("10000.50")
    page = text(client.get(url(sheet)))
    assert "12 000,60 €" in page
    assert "Étude" in page
    change = url(sheet, "sheet_budget_change", number=line.pk)
    assert 'value="0.2" selected' in client.get(change).content.decode()
    assert "10000.50" in client.get(change).content.decode()
    more = told | {"planned": "11 000", "paid": "9 000"}
    assert client.post(change, more).status_code == 302
    line.refresh_from_db()
    assert (line.stage, line.net) == ("planned", Decimal(11000))
    assert BudgetLine.objects.get(stage="paid").net == Decimal(9000)
    page = text(client.get(url(sheet)))
    assert page.count(">Étude<") == 1 and "11 000 €" in page and "9 000 €" in page
    assert "20 000 €" not in page  # two stages of one spending are never added
    assert client.post(change, more | {"paid": ""}).status_code == 302
    assert [one.stage for one in BudgetLine.objects.all()] == ["planned"]
    nothing = more | {"planned": "", "paid": ""}
    assert "Dites au moins un montant" in text(client.post(change, nothing))
    assert client.post(change, {"act": "retirer"}).status_code == 302
    assert not BudgetLine.objects.exists()
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {
        "programme.budget_added",
        "programme.budget_changed",
        "programme.budget_dropped",
    } <= verbs


def test_two_payments_of_one_order_are_one_row_and_each_is_corrected(sheet: ActionSheet) -> None:
    client = client_of(made.manager(sheet.town))
    for stage, net in (("planned", "900"), ("paid", "300"), ("paid", "400")):
        made_sheets.cost(sheet, net, stage=stage, label="Mobilier")
    made_sheets.cost(sheet, "50", label="Mobilier", is_inside=False)
    first, other = rows_of(sheet.budget_lines.order_by("pk"))
    paid = first.at(Stage.PAID)
    assert paid is not None and paid.inside.net == Decimal(700)
    assert other.at(Stage.PAID) is None and not other.is_inside
    assert "700 €" in text(client.get(url(sheet)))
    change = url(sheet, "sheet_budget_change", number=first.lines[Stage.PLANNED][0].pk)
    page = text(client.get(change))
    assert "Payé HT (2)" in page
    told = {"year": "2025", "kind": "operating", "label": "Mobilier urbain", "vat_rate": "0.2",
            "is_inside": "on", "planned": "900", "paid": "300", "paid_2": "450"}  # fmt: skip
    assert client.post(change, told).status_code == 302
    held = rows_of(sheet.budget_lines.order_by("pk"))
    assert [(one.label, len(one.lines[Stage.PLANNED])) for one in held] == [
        ("Mobilier urbain", 1), ("Mobilier", 1)
    ]  # fmt: skip
    again = held[0].at(Stage.PAID)
    assert again is not None and again.inside.net == Decimal(750)


LINES = st.lists(
    st.tuples(
        st.sampled_from([2025, 2026]), st.sampled_from(["investment", "operating"]),
        st.sampled_from(list(Stage)), st.sampled_from(["", "Étude"]), st.integers(1, 10**7),
        st.sampled_from(["0.2000", "0.0550"]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_rows_lose_no_line_and_no_cent_and_mix_no_stage(drawn: list[tuple[Any, ...]]) -> None:
    lines = [
        BudgetLine(
            year=year, kind=kind, stage=stage.value, label=label, net=Decimal(cents) / 100,
            vat_rate=Decimal(rate), is_inside=inside,
        )
        for year, kind, stage, label, cents, rate, inside in drawn
    ]  # fmt: skip
    rows = rows_of(lines)
    assert sum(len(held) for row in rows for held in row.lines.values()) == len(lines)
    for stage in Stage:
        told = [one for row in rows if (one := row.at(stage)) is not None]
        assert all(one.stage is stage for one in told)
        said = sum((one.together.gross for one in told), Decimal(0))
        wanted = [Money.of_net(one.net, one.vat_rate) for one in lines if one.stage == stage]
        assert said == sum((one.gross for one in wanted), Decimal(0))


def test_a_request_for_money_goes_from_asked_to_refused_to_gone(sheet: ActionSheet) -> None:
    client = client_of(made.manager(sheet.town))
    told = {"year": "2025", "kind": "sponsor", "funder_name": "Mécène fictif", "amount": "500",
            "state": "asked", "rate": "25", "asked_on": "2025-02-01", "is_inside": "on"}  # fmt: skip
    assert client.post(url(sheet, "sheet_financing_add"), told).status_code == 302
    line = FinancingLine.objects.get()
    assert line.rate == Decimal("0.25")
    change = url(sheet, "sheet_financing_change", number=line.pk)
    assert 'value="25"' in client.get(change).content.decode()
    sent = told | {"state": "refused", "decided_on": "2025-04-01"}
    assert client.post(change, sent).status_code == 302
    assert "refusé" in text(client.get(url(sheet)))
    nobody = told | {"funder_name": ""}
    assert "Dites qui finance" in text(client.post(change, nobody))
    assert client.post(change, {"act": "retirer"}).status_code == 302
    assert not FinancingLine.objects.exists()


def test_what_is_published_opens_no_working_money(sheet: ActionSheet) -> None:
    made_sheets.grant(sheet, kind="sponsor", funder_name="Mécène discret", is_published=False)
    stranger = client_of(made.stranger())
    assert sheet.town is not None
    assert sheet.agreement is not None
    whole = reverse("agreement_budget", args=[sheet.town.slug, sheet.agreement.key])
    assert stranger.get(url(sheet)).status_code == 403
    assert stranger.get(whole).status_code == 403
    member = client_of(
        made.holder("elected_member", "elu@example.invalid", scope="town", town=sheet.town)
    )
    assert "Mécène discret" in text(member.get(url(sheet)))
    assert url(sheet, "sheet_budget_add") not in member.get(url(sheet)).content.decode()
    assert member.post(url(sheet, "sheet_budget_add"), {}).status_code == 403


def test_a_line_of_another_sheet_is_not_found(sheet: ActionSheet) -> None:
    assert sheet.agreement is not None
    other = made_sheets.cost(made_sheets.sheet(sheet.agreement, "2.1"))
    client = client_of(made.manager(sheet.town))
    assert client.get(url(sheet, "sheet_budget_change", number=other.pk)).status_code == 404


def test_queries_do_not_grow(sheet: ActionSheet, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        made_sheets.cost(sheet, str(n + 1))
        made_sheets.grant(sheet, str(n + 1), kind="own")
    client = client_of(made.manager(sheet.town))
    with django_assert_max_num_queries(24):
        assert client.get(url(sheet)).status_code == 200
