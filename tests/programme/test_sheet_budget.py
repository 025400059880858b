"""The budget page of a sheet: lines added, corrected, taken away; published is not all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.kernel.models import AuditEntry
from beffroi.programme.models import ActionSheet, BudgetLine, FinancingLine

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
    told = {"year": "2025", "kind": "operating", "stage": "planned", "label": "Étude",
            "net": "10 000,50", "vat_rate": "0.2", "is_inside": "on"}  # fmt: skip
    assert client.post(url(sheet, "sheet_budget_add"), told).status_code == 302
    line = BudgetLine.objects.get()
    assert line.net == Decimal("10000.50")
    page = text(client.get(url(sheet)))
    assert "12 000,60 €" in page
    assert "Étude" in page
    change = url(sheet, "sheet_budget_change", number=line.pk)
    assert 'value="0.2" selected' in client.get(change).content.decode()
    assert client.post(change, told | {"stage": "paid"}).status_code == 302
    line.refresh_from_db()
    assert line.stage == "paid"
    assert client.post(change, {"act": "retirer"}).status_code == 302
    assert not BudgetLine.objects.exists()
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {
        "programme.budget_added",
        "programme.budget_changed",
        "programme.budget_dropped",
    } <= verbs


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
