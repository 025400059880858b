"""A yearly review: drafted from the records, closed with what it said, published; on paper too."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    Committee,
    Decision,
    Measurement,
    Meeting,
    TrackedIndicator,
    YearlyReview,
)
from beffroi.programme.review_draft import draft
from beffroi.programme.rules.reviews import (
    Part,
    Worked,
    first_missed,
    last_day,
    over_on,
    part_of,
    years_of,
)
from beffroi.programme.writes import envelopes
from beffroi.programme.writes import reviews as writes
from beffroi.territory.models import Town

from . import made, made_sheets

YEAR = 2025
LAST = dt.date(YEAR, 12, 31)


def d(month: int, day: int, year: int = YEAR) -> dt.date:
    return dt.date(year, month, day)


@pytest.mark.parametrize(
    ("one", "part"),
    [
        (Worked("done", d(1, 1), d(6, 30)), Part.DONE),
        (Worked("done", d(1, 1), d(6, 30, 2024)), None),  # told in the year before
        (Worked("done", d(1, 1), d(6, 30, 2024), (d(2, 1),)), Part.DONE),  # a step was done late
        (Worked("done", d(1, 1), d(11, 30), (d(2, 1, 2026),)), Part.LATE),  # done after the year
        (Worked("in_progress", d(1, 1), d(11, 30)), Part.LATE),
        (Worked("planned", d(11, 1), d(3, 1, 2026), slips=True), Part.LATE),
        (Worked("in_progress", d(1, 1), d(3, 1, 2026)), Part.RUNNING),
        (Worked("in_progress"), Part.RUNNING),
        (Worked("planned", d(3, 1, 2026)), Part.NEXT),
        (Worked("to_discuss"), Part.NEXT),
        (Worked("abandoned", d(1, 1), d(3, 1), moved=d(5, 4)), Part.DROPPED),
        (Worked("abandoned", moved=d(5, 4, 2023)), None),
    ],
)
def test_each_action_is_told_once(one: Worked, part: Part | None) -> None:
    assert part_of(one, YEAR, LAST) == part


def test_a_year_that_is_over_is_judged_on_the_days_it_missed() -> None:
    steps = [
        ("Plan", d(3, 1), d(3, 1)),
        ("Étude", d(6, 1), d(2, 1, 2026)),
        ("Chantier", d(6, 1, 2026), None),
    ]
    assert first_missed(steps, LAST) == ("Étude", d(6, 1))
    assert first_missed(steps[:1], LAST) is None
    one = Worked("in_progress", d(1, 1), d(6, 1, 2027), missed=("Étude", d(6, 1)))
    assert part_of(one, YEAR, LAST) is Part.LATE
    later = Worked("done", d(1, 1), d(6, 1, 2026), (d(6, 1, 2026),))
    assert part_of(later, YEAR, LAST) is Part.RUNNING


def test_days_and_years_of_a_review() -> None:
    assert last_day(2025, d(6, 1)) == d(6, 1)
    assert last_day(2024, d(6, 1)) == dt.date(2024, 12, 31)
    assert over_on(Worked("planned", end=d(3, 1))) is None
    assert years_of(d(1, 1, 2023), d(12, 31, 2027), d(6, 1)) == [2025, 2024, 2023]
    assert years_of(d(1, 1, 2027), None, d(6, 1)) == []
    assert years_of(None, None, d(6, 1), [2019]) == [2019]


@pytest.fixture
def place() -> Town:
    return made.town()


@pytest.fixture
def row(place: Town) -> Agreement:
    """A year with one of everything a review tells."""
    chamber = made.chamber(place)
    row = made.agreement(place, chamber, made.hall(place))
    line = made_sheets.axis(row, "C", name="Commerce fictif")
    done = made_sheets.sheet(row, "C.1", axis=line, title="Repérer les vitrines", status="done",
                             start=d(1, 1), end=d(6, 30))  # fmt: skip
    made_sheets.sheet(row, "C.2", axis=line, title="Refaire la halle", status="in_progress",
                      start=d(1, 1), end=d(9, 30))  # fmt: skip
    made_sheets.sheet(row, "C.3", axis=line, title="Ouvrir le marché du soir", status="planned",
                      start=d(3, 1, 2027))  # fmt: skip
    made_sheets.cost(done, "10000", stage="planned")
    made_sheets.cost(done, "9000", stage="paid")
    made_sheets.cost(done, "777", stage="paid", year=2024)
    made_sheets.grant(done, "4000", state="obtained", funder=chamber)
    pocket = envelopes.set_aside(agreement=row, by=None, year=YEAR, amount=Decimal(20000))
    envelopes.draw(envelope=pocket, amount=Decimal(5000), on=d(3, 3), label="Tirage", by=None)
    followed = TrackedIndicator.objects.create(sheet=done, label="Vitrines repérées", baseline=0,
                                               baseline_on=d(1, 1), target=50)  # fmt: skip
    Measurement.objects.create(indicator=followed, on=d(6, 30), value=40, source="Comptage fictif")
    committee = Committee.objects.create(agreement=row, kind="steering", name="Comité fictif")
    meeting = Meeting.objects.create(committee=committee, on=d(4, 2), held=True)
    Decision.objects.create(meeting=meeting, number=1, text="Prolonger la halle en fiction")
    Commitment.objects.create(agreement=row, organisation=chamber, text="Tenir deux permanences",
                              due_on=d(5, 1), done_on=d(4, 30))  # fmt: skip
    Commitment.objects.create(agreement=row, organisation=chamber, text="Rendre une étude fictive",
                              due_on=d(5, 1))  # fmt: skip
    return row


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


def words(page: str) -> str:
    """What is read, without marks."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def url(row: Agreement, more: str = "") -> str:
    assert row.town is not None
    return f"/{row.town.slug}/conventions/{row.key}/bilans/{YEAR}/{more}"


@pytest.mark.django_db
def test_nothing_is_retyped(row: Agreement, place: Town) -> None:
    client = client_of(made.manager(place))
    page = text(client.get(url(row)))
    for said in (
        "1 action faite", "1 en retard", "1 promesse non tenue à temps",
        "Repérer les vitrines", "Refaire la halle", "Devait finir le 30 septembre 2025",
        "Ouvrir le marché du soir", "10 000 €", "9 000 €", "4 000 €", "15 000 €",
        "Vitrines repérées", "Prolonger la halle en fiction", "Rendre une étude fictive",
        "Tenues à temps : 1 sur 2",
    ):  # fmt: skip
        assert said in page, said
    assert "777" not in page  # another year
    done = ActionSheet.objects.of(place).get(code="C.1")
    assert f"/{place.slug}/actions/{done.key}/" in page
    assert not YearlyReview.objects.exists()  # a page that is read writes nothing


@pytest.mark.django_db
def test_closed_it_keeps_what_it_said(row: Agreement, place: Town) -> None:
    client = client_of(made.manager(place))
    sent = {"comment": "Une année fictive de pluie.", "proposals": "Reprendre la halle."}
    assert client.post(url(row, "commenter/"), sent).status_code == 302
    assert client.post(url(row, "publier/"), {"published": "1"}).status_code == 302
    assert not YearlyReview.objects.get().is_published  # not before it is closed
    assert client.post(url(row, "arreter/")).status_code == 302
    ActionSheet.objects.of(place).filter(code="C.1").update(title="Autre titre", status="abandoned")
    Commitment.objects.all().delete()
    page = text(client.get(url(row)))
    assert "Repérer les vitrines" in page and "Autre titre" not in page
    assert "1 promesse non tenue à temps" in page
    assert "Une année fictive de pluie." in page
    refused = text(client.post(url(row, "commenter/"), {"comment": "Après coup", "proposals": ""}))
    assert "il ne change plus" in refused
    assert client.post(url(row, "publier/"), {"published": "1"}).status_code == 302
    assert YearlyReview.objects.get().is_published


@pytest.mark.django_db
def test_closing_twice_is_refused(row: Agreement) -> None:
    now = timezone.now()
    writes.close(agreement=row, year=YEAR, content=draft(row, YEAR, LAST), at=now, by=None)
    with pytest.raises(writes.ReviewRefusedError):
        writes.close(agreement=row, year=YEAR, content={}, at=now, by=None)


@pytest.mark.django_db
def test_a_reserved_sheet_is_told_to_its_bodies_only(row: Agreement, place: Town) -> None:
    made_sheets.sheet(row, "C.9", title="Racheter un local", is_restricted=True, status="done",
                      end=d(6, 1))  # fmt: skip
    writes.close(
        agreement=row, year=YEAR, content=draft(row, YEAR, LAST), at=timezone.now(), by=None
    )
    own = text(client_of(made.advisor(row.holder)).get(url(row)))
    assert "Racheter un local" in own
    seen = text(client_of(made.manager(place)).get(url(row)))  # acts for no body of the agreement
    assert "Racheter un local" not in seen
    assert "1 action faite" in seen


@pytest.mark.django_db
def test_the_year_on_paper_in_both_languages(row: Agreement, place: Town) -> None:
    client = client_of(made.manager(place))
    answer = client.get(url(row, "bilan.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get("/en" + url(row).replace("conventions", "agreements")).status_code in (
        200,
        404,
    )


@pytest.mark.django_db
def test_the_list_tells_each_year_in_a_sentence_as_its_page_does(
    row: Agreement, place: Town, django_assert_max_num_queries: Any
) -> None:
    made_sheets.sheet(row, "C.9", title="Racheter un local", is_restricted=True, status="done",
                      end=d(6, 1))  # fmt: skip
    base = f"/{place.slug}/conventions/{row.key}/bilans/"
    for person, said in (
        (
            made.advisor(row.holder),
            "Bilan 2025 : 2 actions faites, 1 en retard, 1 promesse non tenue",
        ),
        (made.manager(place), "Bilan 2025 : 1 action faite, 1 en retard, 1 promesse non tenue"),
    ):  # a reserved one is counted for its bodies alone
        client = client_of(person)
        with django_assert_max_num_queries(30):
            listed = client.get(base)
        own = words(text(client.get(url(row))))
        assert said in words(text(listed)) and said in own, person.email
    writes.close(
        agreement=row, year=YEAR, content=draft(row, YEAR, LAST), at=timezone.now(), by=None
    )
    ActionSheet.objects.across_towns().filter(agreement=row).update(status="planned")
    assert "1 action faite" in words(text(client.get(base)))


@pytest.mark.django_db
def test_who_may_not_read_or_write_it(row: Agreement, place: Town) -> None:
    assert client_of(made.stranger()).get(url(row)).status_code == 403
    member = client_of(
        made.holder("elected_member", "elu@example.invalid", scope="town", town=place)
    )
    assert member.get(url(row)).status_code == 200
    assert member.post(url(row, "arreter/")).status_code == 403
    manager = client_of(made.manager(place))
    far = url(row).replace(str(YEAR), "2031")
    assert manager.get(far).status_code == 404
    assert manager.get(url(row).removesuffix(f"{YEAR}/")).status_code == 200


@pytest.mark.django_db
def test_queries_do_not_grow_with_sheets(
    row: Agreement, place: Town, django_assert_max_num_queries: Any
) -> None:
    for n in range(10):
        one = made_sheets.sheet(row, f"D.{n}", status="in_progress", end=d(3, 1))
        made_sheets.cost(one, "10")
        TrackedIndicator.objects.create(sheet=one, label=f"Suivi {n}")
    client = client_of(made.manager(place))
    with django_assert_max_num_queries(50):
        client.get(url(row))
