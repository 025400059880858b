"""The advisor's week, the manager's board, the elected member's page: each only what its reader needs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Commitment, Committee, Meeting, OpinionRequest
from beffroi.programme.rules.red import Rank, Red, rank_of_end, the_one
from beffroi.programme.rules.week import Group, group_of
from beffroi.programme.writes import envelopes
from beffroi.territory.models import Town
from tests.observatory import towns

from . import made, made_sheets


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("day", "group"),
    [(-1, Group.LATE), (0, Group.DUE), (14, Group.DUE), (15, None)],
)
def test_what_is_late_due_or_can_wait(day: int, group: Group | None) -> None:
    assert group_of(days(day), timezone.localdate()) == group


def test_one_red_thing_by_rank_then_by_days() -> None:
    assert the_one([]) is None
    late = [
        Red(Rank.ACTION_LATE, 300, "A"),
        Red(Rank.PROMISE_LATE, 2, "B"),
        Red(Rank.PROMISE_LATE, 9, "C"),
    ]
    found = the_one(late)
    assert found is not None
    assert found.what == "C"
    assert [rank_of_end(n) for n in (-5, 30, 31, 90, 91)] == [
        Rank.LAPSES, Rank.LAPSES, Rank.ENDS, Rank.ENDS, None,
    ]  # fmt: skip


@pytest.fixture
def place() -> Town:
    return made.town()


def running(place: Town, **more: Any) -> Agreement:
    told = {"state": "in_force", "valid": between(days(-200), days(400))} | more
    return made.agreement(place, made.chamber(place), made.hall(place), **told)


def owed(row: Agreement, day: int, what: str, **more: Any) -> Commitment:
    body = row.holder
    return Commitment.objects.create(
        agreement=row, organisation=body, text=what, due_on=days(day), **more
    )


@pytest.mark.django_db
def test_the_week_holds_what_asks_for_an_act_across_towns_and_nothing_else() -> None:
    one, two = made.town("Valfictif"), made.town("Montfictif")
    chamber = made.chamber(one, two)
    first = made.agreement(one, chamber, made.hall(one), state="in_force", title="Convention du Val",
                           valid=between(days(-300), days(90)))  # fmt: skip
    second = made.agreement(two, chamber, made.hall(two), title="Convention du Mont")
    made_sheets.sheet(first, "A", title="Action dépassée", status="in_progress", end=days(-3))
    made_sheets.sheet(first, "B", title="Action proche", status="in_progress", end=days(10))
    made_sheets.sheet(first, "C", title="Action lointaine", status="planned", start=days(90))
    made_sheets.sheet(first, "D", title="Action faite", status="done", end=days(-30))
    owed(first, -5, "Promesse dépassée")
    owed(first, 40, "Promesse lointaine")
    owed(first, -9, "Promesse tenue", done_on=days(-10))
    committee = Committee.objects.create(agreement=first, kind="steering", name="Comité du Val")
    Meeting.objects.create(committee=committee, on=days(3))
    Meeting.objects.create(committee=committee, on=days(60), agenda="Trop loin")
    OpinionRequest.objects.create(town=two, asked_by=made.hall(two), asked_of=chamber,
                                  subject="Terrasses du quai", question="?", due_on=days(5))  # fmt: skip
    page = text(client_of(made.advisor(chamber)).get(reverse("my_week")))
    for said in ("Action dépassée", "Action proche", "Promesse dépassée", "Comité du Val",
                 "Convention du Val", "Convention du Mont", "Terrasses du quai", "sans ordre du jour",
                 "rien ne la suit", "Valfictif", "Montfictif"):  # fmt: skip
        assert said in page, said
    for unsaid in ("Action lointaine", "Action faite", "Promesse lointaine", "Promesse tenue"):
        assert unsaid not in page, unsaid
    assert second.title in page


@pytest.mark.django_db
def test_the_week_is_empty_with_a_way_on_for_who_holds_nothing(place: Town) -> None:
    owed(running(place), -5, "Promesse d’une autre ville")
    page = text(client_of(made.stranger()).get(reverse("my_week")))
    assert "Promesse d’une autre ville" not in page
    assert "Aucune convention n’est encore la vôtre" in page
    assert Client().get(reverse("my_week")).status_code == 302


@pytest.mark.django_db
def test_a_reserved_sheet_is_in_no_page_of_who_may_not_see_it(place: Town) -> None:
    row = running(place)
    made_sheets.sheet(row, "R", title="Racheter un local", is_restricted=True, status="in_progress",
                      end=days(-9), priority="high")  # fmt: skip
    manager, advisor = client_of(made.manager(place)), client_of(made.advisor(row.holder))
    for name, args in (("my_week", []), ("steering", [place.slug]), ("essential", [place.slug])):
        assert "Racheter un local" not in text(manager.get(reverse(name, args=args)))
        assert "Racheter un local" in text(advisor.get(reverse(name, args=args)))


@pytest.mark.django_db
def test_the_board_says_what_slips_and_why_what_is_promised_left_and_asked(place: Town) -> None:
    row = running(place)
    square, _shops = made_sheets.square(row)
    square.end = days(240)
    square.save()
    owed(row, -5, "Rendre l’étude fictive")
    owed(row, 30, "Tenir deux permanences")
    owed(row, 90, "Trop loin pour ce tableau")
    pocket = envelopes.set_aside(
        agreement=row, by=None, year=timezone.localdate().year, amount=20_000
    )  # type: ignore[arg-type]
    envelopes.draw(envelope=pocket, amount=5_000, on=timezone.localdate(), label="Tirage", by=None)  # type: ignore[arg-type]
    asked = {"town": place, "asked_by": row.holder, "asked_of": row.holder, "question": "?"}
    OpinionRequest.objects.create(**asked, subject="Terrasses du quai", due_on=days(-2))
    page = text(client_of(made.manager(place)).get(reverse("steering", args=[place.slug])))
    for said in ("1 promesse en retard, ", "Boutique fictive 1", "Retenue par « Refaire la place fictive »",
                 "reste 15 000 € sur 20 000 €", "Rendre l’étude fictive", "Terrasses du quai",
                 "devait répondre"):  # fmt: skip
        assert said in page, said
    assert "Trop loin pour ce tableau" not in page


@pytest.mark.django_db
def test_the_elected_member_reads_one_sentence_one_red_thing_one_comparison() -> None:
    place = towns.town("Saint-Vire", "00042")
    for year, vacant in ((2024, 3), (2025, 6)):
        towns.surveyed(place, vacant=vacant, total=12, on=dt.date(year, 5, 17))
    row = running(place, valid=between(dt.date(2024, 1, 1), days(400)))
    made_sheets.sheet(row, "A", title="Halle", status="done", end=days(-40))
    made_sheets.sheet(row, "B", title="Place", status="in_progress", end=days(-4), priority="high")
    owed(row, -300, "Promesse très en retard")
    member = made.holder("elected_member", "elu@example.invalid", scope="town", town=place)
    page = text(client_of(member).get(reverse("essential", args=[place.slug])))
    main = page[page.index("<main") :]
    assert "1 action sur 2 est faite" in main
    assert "Place" in main
    assert "Promesse très en retard" not in main  # one red thing, the high priority first
    assert "25,0 points de locaux vides de plus qu’au début" in main
    words = len(re.sub(r"<[^>]+>", " ", main).split())
    assert words < 130, "thirty seconds are 130 words at most"


@pytest.mark.django_db
def test_without_anything_both_pages_help(place: Town) -> None:
    client = client_of(made.manager(place))
    assert "Rien à piloter encore" in text(client.get(reverse("steering", args=[place.slug])))
    page = text(client.get(reverse("essential", args=[place.slug])))
    assert "n’a pas de convention en cours" in page
    assert "Rien n’est en retard" in page
    assert "On ne peut pas comparer encore" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["my_week", "steering", "essential"])
def test_queries_do_not_grow(place: Town, name: str, django_assert_max_num_queries: Any) -> None:
    row = running(place)
    made_sheets.square(row)
    for n in range(8):
        one = made_sheets.sheet(row, f"Z.{n}", status="in_progress", end=days(-n))
        Commitment.objects.create(
            sheet=one, organisation=row.holder, text=f"P {n}", due_on=days(-n)
        )
        owed(row, n, f"Q {n}")
        envelopes.set_aside(agreement=row, by=None, year=2025, amount=10)  # type: ignore[arg-type]
    client = client_of(made.advisor(row.holder))
    address = reverse(name, args=[] if name == "my_week" else [place.slug])
    with django_assert_max_num_queries(32):
        assert client.get(address).status_code == 200
