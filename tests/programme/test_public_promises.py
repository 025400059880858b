"""The public's page: what is published, in both languages, and not a private word."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Commitment, Measurement, SheetNote, TrackedIndicator
from beffroi.programme.review_draft import draft
from beffroi.programme.writes import reviews
from beffroi.territory.models import Town

from . import made, made_sheets

pytestmark = pytest.mark.django_db
PRIVATE = (
    "Convention encore secrète", "Promesse secrète", "Action secrète", "Racheter un local",
    "Action à discuter", "Note privée", "Risque caché", "Référente cachée", "Mécène discret",
    "Subvention demandée", "Enseigne nommée", "Promesse d’une fiche secrète", "Indicateur secret",
    "Besoin de coulisse", "123456789", "Maire signataire",
)  # fmt: skip


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def place() -> Town:
    return made.town()


@pytest.fixture
def row(place: Town) -> Agreement:
    """A published agreement with one of everything, public and private."""
    hall, chamber = made.hall(place), made.chamber(place)
    told = {"state": "in_force", "valid": between(days(-400), days(400))}
    row = made.agreement(
        place, chamber, hall, is_published=True, title="Convention ouverte", **told
    )
    row.parties.update(signatory="Maire signataire")
    made.agreement(place, chamber, title="Convention encore secrète", **told)
    shown = made_sheets.sheet(row, "A", title="Rouvrir la halle", is_published=True, status="in_progress",
                              objectives="Un marché chaque samedi", need="Besoin de coulisse",
                              risks="Risque caché", referent="Référente cachée", end=days(-3))  # fmt: skip
    SheetNote.objects.create(sheet=shown, organisation=hall, text="Note privée", written_by="X")
    secret = made_sheets.sheet(row, "B", title="Action secrète", status="in_progress")
    made_sheets.sheet(row, "C", title="Racheter un local", is_published=True, is_restricted=True,
                      status="in_progress")  # fmt: skip
    made_sheets.sheet(row, "D", title="Action à discuter", is_published=True)
    promise = {"organisation": chamber, "due_on": days(-5)}
    Commitment.objects.create(
        agreement=row, text="Tenir deux permanences", done_on=days(-9), **promise
    )
    Commitment.objects.create(agreement=row, text="Rendre une étude fictive", **promise)
    Commitment.objects.create(agreement=row, text="Promesse secrète", is_published=False, **promise)
    Commitment.objects.create(sheet=secret, text="Promesse d’une fiche secrète", **promise)
    followed = TrackedIndicator.objects.create(
        sheet=shown, label="Étals ouverts", baseline=4, target=20
    )
    Measurement.objects.create(indicator=followed, on=days(-30), value=12, source="Comptage fictif")
    TrackedIndicator.objects.create(sheet=secret, label="Indicateur secret", baseline=1)
    given = {"is_published": True, "state": "paid"}
    made_sheets.grant(shown, "60000", funder=chamber, **given)
    made_sheets.grant(shown, "15000", kind="sponsor", funder_name="Mécène discret", **given)
    made_sheets.grant(shown, "9000", kind="store_group", funder_name="Enseigne nommée",
                      beneficiary_siren="123456789", **given)  # fmt: skip
    made_sheets.grant(shown, "88888", funder=chamber, is_published=False, state="paid")
    made_sheets.grant(shown, "77777", funder=chamber, is_published=True, state="asked",
                      evidence="Subvention demandée")  # fmt: skip
    made_sheets.grant(secret, "66666", funder=chamber, **given)
    return row


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def page_of(place: Town, language: str = "fr") -> str:
    with translation.override(language):
        address = reverse("promises", args=[place.slug])
    return text(Client().get(address))


def test_a_stranger_reads_who_promised_what_and_what_came_of_it(
    row: Agreement, place: Town
) -> None:
    page = page_of(place)
    for said in (
        "1 promesse tenue sur 2", "1 en retard", "Chambre fictive du Val et Ville de Valfictif",
        "Tenir deux permanences", "Rendre une étude fictive", "Rouvrir la halle",
        "Un marché chaque samedi", "devait finir le", "Étals ouverts", "12", "cible : 20",
        "60 000 €", "15 000 €", "apport privé",
    ):  # fmt: skip
        assert said in page, said


def test_no_private_word_is_told_in_either_language(row: Agreement, place: Town) -> None:
    for language in ("fr", "en"):
        page = page_of(place, language)
        assert "Rouvrir la halle" in page
        for word in (*PRIVATE, "88 888", "77 777", "66 666", "88,888", "77,777", "66,666"):
            assert word not in page, word


def test_the_english_page_speaks_english(row: Agreement, place: Town) -> None:
    page = page_of(place, "en")
    assert "Promises and results" in page
    assert "Ce qui est promis" not in page


def test_nothing_published_says_what_will_stand_here(place: Town) -> None:
    made.agreement(place, made.chamber(place), title="Convention encore secrète", state="in_force")
    page = page_of(place)
    assert "Rien n’est encore publié" in page
    assert "Convention encore secrète" not in page


def test_a_withdrawn_agreement_takes_its_promises_and_reviews_with_it(
    row: Agreement, place: Town
) -> None:
    content = draft(
        row, timezone.localdate().year - 1, dt.date(timezone.localdate().year - 1, 12, 31)
    )
    told = reviews.comment(agreement=row, year=timezone.localdate().year - 1, comment="Une année de pluie fictive",
                           proposals="", by=None)  # fmt: skip
    reviews.close(agreement=row, year=told.year, content=content, at=timezone.now(), by=None)
    assert "Une année de pluie fictive" not in page_of(place)
    told.refresh_from_db()
    reviews.publish(review=told, published=True, by=None)
    assert "Une année de pluie fictive" in page_of(place)
    Agreement.objects.of(place).update(is_published=False)
    page = page_of(place)
    assert "Une année de pluie fictive" not in page
    assert "Tenir deux permanences" not in page
    assert "Rouvrir la halle" in page  # the sheet is published for itself


def test_queries_do_not_grow(
    row: Agreement, place: Town, django_assert_max_num_queries: Any
) -> None:
    for n in range(8):
        one = made_sheets.sheet(row, f"Z.{n}", is_published=True, status="planned")
        Commitment.objects.create(sheet=one, organisation=row.holder, text=f"P {n}")
        TrackedIndicator.objects.create(sheet=one, label=f"I {n}")
        made_sheets.grant(one, "5", is_published=True, state="paid", kind="own")
    with django_assert_max_num_queries(24):
        page_of(place)
