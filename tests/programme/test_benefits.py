"""Who got what of a framework: fair shares, and the communes nothing served for 24 months."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.period import since
from beffroi.programme.models import AgreementPlace
from beffroi.programme.rules.sharing import Act, shares
from beffroi.programme.writes.benefits import serve

from . import made, made_sheets

ON = dt.date(2026, 3, 31)


@pytest.mark.system("004-02")
def test_commune_not_served_for_twenty_four_months_is_silent() -> None:
    acts = [Act("A", dt.date(2024, 3, 30), "x"), Act("B", dt.date(2024, 3, 31), "x")]
    told = {one.commune: one for one in shares("ABC", acts, on=ON)}
    assert [told[code].silent for code in "ABC"] == [True, False, True]
    assert told["C"].last_on is None


def test_share_is_fair_by_inhabitants_else_equal() -> None:
    acts = [Act("A", ON, "x"), Act("A", ON, "y"), Act("B", ON, "x")]
    equal = {one.commune: one.fair for one in shares("AB", acts, on=ON)}
    assert equal == {"A": Decimal(4) / 3, "B": Decimal(2) / 3}
    weighed = shares("AB", acts, on=ON, population={"A": 2000, "B": 1000})
    assert [one.fair for one in weighed] == [1, 1]
    assert shares("AB", [], on=ON)[0].fair is None


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.dates(dt.date(2020, 1, 1), ON)), max_size=30))
def test_shares_add_up_to_what_was_done(told: list[tuple[str, dt.date]]) -> None:
    found = shares("ABCD", [Act(code, day, "x") for code, day in told], on=ON)
    assert sum(one.acts for one in found) == len(told)
    if told:
        assert sum(one.fair or 0 for one in found) == pytest.approx(4)


@pytest.mark.django_db
@pytest.mark.system("004-02")
def test_page_lists_the_towns_never_served() -> None:
    place = made.town()
    chamber = made.chamber(place)
    framework = made.agreement(None, chamber, title="Accord-cadre fictif")
    child = made.agreement(place, chamber, made.hall(place), parent=framework)
    for code in ("99801", "99802"):
        AgreementPlace.objects.create(agreement=framework, insee_code=code, valid=since(None))
    today = timezone.localdate()
    sheet = made_sheets.sheet(child, "1.1")
    serve(sheet=sheet, insee_code=place.insee_code, on=today, text="Tournée", by=None)
    serve(sheet=sheet, insee_code="99801", on=today - dt.timedelta(days=800), by=None)
    client = Client()
    client.force_login(made.advisor(chamber))
    where = reverse("agreement_communes", args=[framework.key])
    page = re.sub(r"[\u00a0\u202f]", " ", client.get(where).content.decode())
    assert "2 communes sur 3 n’ont rien reçu" in page
    assert "jamais servie" in page
    assert "pas servie" in page
    shown = client.get(reverse("sheet", args=[place.slug, sheet.key])).content.decode()
    assert "Tournée" in shown
    form = reverse("sheet_serves", args=[place.slug, sheet.key])
    assert "99802" in client.get(form).content.decode()
    assert client.post(form, {"insee_code": "99802", "on": today.isoformat()}).status_code == 302
    assert "1 commune sur 3" in re.sub(r"[\u00a0\u202f]", " ", client.get(where).content.decode())
