"""Trades wanted per street beside arrivals and departures: pages, rights, and what they count."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.premises import reads, writes
from beffroi.premises.models import TradePlan, TradeWish
from beffroi.premises.reads import trades
from beffroi.premises.rules.trades.changes import Change
from beffroi.premises.writes import trades as decide
from beffroi.territory import writes as territory
from beffroi.territory.models import Street, Town
from tests.premises import factories as make
from tests.premises import made_trades as made
from tests.premises.factories import D19, D21, D23

pytestmark = pytest.mark.django_db
FISH = {"activity": "poissonnerie", "family": "alimentaire"}
WEAR = {"activity": "pret-a-porter", "family": "equipement_personne"}


@pytest.fixture
def town() -> Town:
    """Three looks: a fishmonger leaves after the first, one comes after the second, a shop becomes
    a flat, another changes trade."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    told: list[tuple[dt.date, list[Any]]] = [
        (D19, [make.seen("node/1", name="Marée"), make.seen("node/2", lon=0.001),
               make.seen("node/3", lon=0.002, **WEAR), make.seen("node/4", lon=0.003)]),
        (D21, [make.seen("node/1", "vacant"), make.seen("node/2", lon=0.001),
               make.seen("node/3", lon=0.002, **WEAR), make.seen("node/4", lon=0.003)]),
        (D23, [make.seen("node/1", "vacant"), make.seen("node/2", lon=0.001, name="Au Flot", **FISH),
               make.seen("node/3", "non_commercial_use", lon=0.002), make.seen("node/4", lon=0.003)]),
    ]  # fmt: skip
    told[0][1][0] = make.seen("node/1", name="Marée", **FISH)
    for day, doors in told:
        source = make.source(place, day, "survey", "1")
        make.observe(place, day, *doors, source=source)
    writes.place_on_streets(town=place, noted={}, scheme="osm")
    return place


@pytest.fixture
def manager(town: Town) -> Any:
    who = make.person("Sam")
    territory.give_role(
        person=who, town=town, role=roles.MANAGER, start=dt.date(2015, 1, 1), by=None
    )
    return who


def signed(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.system("001-04")
def test_wanted_trade_beside_arrivals_by_street(client: Client, town: Town) -> None:
    street = Street.objects.of(town).get(slug="rue-du-four")
    plan = made.plan(town, starts_on=dt.date(2021, 6, 1))
    made.wish(plan, street=street, reason="Plus de poisson frais à pied.")
    made.wish(plan, "pret-a-porter", family="equipement_personne", wanted=False, reason="Assez.")
    page = client.get("/essai/activites/").content.decode()
    assert "Plan d’essai" in page
    assert "Plus de poisson frais à pied." in page
    assert page.index("Y répond") < page.index("Au Flot")
    (fish, wear) = trades.plan_seen(town, trades.plans(town, team=False)[0]).lines
    assert [move.name for move in fish.answer.answered] == ["Au Flot"]
    assert fish.answer.met
    assert [move.kind for move in wear.answer.answered] == ["departure"]
    assert not wear.answer.met
    assert "satisfait" in page
    orme = Street.objects.of(town).get(name="Rue de l’Orme").slug
    other = client.get(f"/essai/activites/?rue={orme}").content.decode()
    assert "Plus de poisson frais à pied." not in other


def test_arrivals_and_departures_agree_with_the_moves_counted(town: Town) -> None:
    for first, last in ((D19, D21), (D21, D23), (D19, D23)):
        counted = reads.moves(town, first, last)
        moves = trades.moved(town, first, last)
        assert counted.openings == sum(move.kind == "arrival" for move in moves)
        assert counted.closures == sum(move.kind == "departure" for move in moves)
        assert moves
    assert trades.moved(town, dt.date(2010, 1, 1), D19) == []  # a first sight is no arrival


def test_changes_are_derived_and_stored_nowhere(town: Town) -> None:
    found = [
        (one.change.kind, one.change.on, one.premises.refs.get().value)
        for one in trades.occupancy_changes(town, D19, D23)
    ]
    assert sorted(found) == sorted([
        (Change.EMPTIED, D21, "node/1"), (Change.TRADE, D23, "node/2"), (Change.USE, D23, "node/3"),
    ])  # fmt: skip
    assert trades.occupancy_changes(town, D23, dt.date(2025, 1, 1)) == []


def test_lost_trade_is_proposed_and_decides_nothing(
    client: Client, town: Town, manager: Any
) -> None:
    assert [one[:3] for one in trades.lost_trades(town, D21)] == [
        ("poissonnerie", "alimentaire", D21)
    ]
    lost = [one[0] for one in trades.lost_trades(town, D23)]
    assert lost == ["pret-a-porter"]  # bread is sold still, fish again
    page = client.get("/essai/activites/").content.decode()
    assert "Activités que la ville a eues et n’a plus" in page
    assert "Prêt-à-porter" in page
    assert "Écrire au plan" not in page
    assert "Écrire au plan" in signed(manager).get("/essai/activites/").content.decode()
    assert TradeWish.objects.of(town).count() == TradePlan.objects.of(town).count() == 0


def test_manager_writes_a_plan_line_by_line_and_ends_it(town: Town, manager: Any) -> None:
    client = signed(manager)
    told = {
        "name": "Centre 2026", "decided_by": "Conseil municipal", "decided_on": "2019-12-10",
        "starts_on": "2020-01-01", "audience": "public", "note": "",
    }  # fmt: skip
    wrong = client.post("/essai/activites/plans/nouveau/", told | {"ends_on": "2019-01-01"})
    assert wrong.status_code == 422
    assert client.post("/essai/activites/plans/nouveau/", told).status_code == 302
    plan = TradePlan.objects.of(town).get()
    line = {"wanted": "yes", "trade": "poissonnerie", "number": "1", "place": "rue:rue-du-four", "reason": "Oui."}  # fmt: skip
    address = f"/essai/activites/plans/{plan.key}/"
    assert client.post(f"{address}ligne/", line).status_code == 302
    twice = client.post(f"{address}ligne/", line)
    assert twice.status_code == 422
    assert "parle déjà de cette activité" in twice.content.decode()
    whole = line | {"trade": "famille:alimentaire", "place": "", "wanted": "no"}
    assert client.post(f"{address}ligne/", whole).status_code == 302
    first = TradeWish.objects.of(town).order_by("pk").first()
    assert client.post(f"{address}ligne/{first.pk}/retirer/").status_code == 302
    assert (
        client.post(f"{address}ligne/", line).status_code == 302
    )  # withdrawn, it may be said again
    assert client.post(f"{address}fin/", {"ends_on": "2019-06-01"}).status_code == 422
    assert client.post(f"{address}fin/", {"ends_on": "2024-06-01"}).status_code == 302
    assert client.post(f"{address}ligne/", line | {"trade": "primeur"}).status_code == 422
    last = TradeWish.objects.of(town).order_by("pk").last()
    client.post(f"{address}ligne/{last.pk}/retirer/")
    last.refresh_from_db()
    assert last.withdrawn_at is None  # what was decided for a time that is over stays
    assert "Ajouter une ligne" not in client.get(address).content.decode()
    assert (
        "Centre 2026" in client.get("/essai/activites/").content.decode()
    )  # under « Autres plans »
    verbs = set(AuditEntry.objects.filter(verb__contains="trade_").values_list("verb", flat=True))
    assert verbs == {
        "premises.trade_plan_decided", "premises.trade_plan_ended", "premises.trade_wish_added",
        "premises.trade_wish_withdrawn",
    }  # fmt: skip


def test_plan_kept_for_the_team_does_not_exist_for_others(town: Town, manager: Any) -> None:
    plan = made.plan(town, name="Plan gardé", audience="town")
    made.wish(plan, reason="Raison gardée.")
    elsewhere = make.person("Eli")
    other = make.town("99002", "Ailleurs")
    territory.give_role(person=elsewhere, town=other, role=roles.MANAGER, start=D19, by=None)
    address = f"/essai/activites/plans/{plan.key}/"
    for outside in (Client(), signed(make.person("Zoé")), signed(elsewhere)):
        assert outside.get(address).status_code == 404
        assert "gardé" not in outside.get("/essai/activites/").content.decode()
        assert outside.post(f"{address}fin/", {"ends_on": "2030-01-01"}).status_code in (302, 403)
    assert TradePlan.objects.of(town).get().ends_on is None
    team = signed(manager)
    assert "Raison gardée." in team.get(address).content.decode()
    assert "Raison gardée." in team.get("/essai/activites/").content.decode()


def test_writes_done_twice_are_done_once(town: Town, manager: Any) -> None:
    line = made.wish(made.plan(town))
    decide.withdraw_wish(wish=line, by=manager)
    again = decide.withdraw_wish(wish=line, by=manager)
    assert again.withdrawn_by == manager.key
    assert AuditEntry.objects.filter(verb="premises.trade_wish_withdrawn").count() == 1


def test_page_costs_the_same_with_more_doors_and_lines(client: Client, town: Town) -> None:
    made.wish(made.plan(town))
    client.get("/essai/activites/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/essai/activites/")
    plan = TradePlan.objects.of(town).get()
    for activity in ("primeur", "caviste"):
        made.wish(plan, activity)
    doors = [make.seen(f"node/{n}", lon=0.0001 * n, name="Ancien") for n in range(20, 26)]
    make.observe(town, D21, *doors, source=make.source(town, D21, "notice"), partial=True)
    later = [make.seen(f"node/{n}", lon=0.0001 * n, **WEAR) for n in range(20, 26)]
    make.observe(town, D23, *later, source=make.source(town, D23, "notice"), partial=True)
    with CaptureQueriesContext(connection) as more:
        assert "Ancien" in client.get("/essai/activites/").content.decode()
    assert len(more) == len(few)
    assert len(few) <= 16


def test_a_plan_reads_in_english(client: Client, town: Town) -> None:
    plan = made.plan(town)
    made.wish(plan)
    page = client.get(f"/en/essai/trades/plans/{plan.key}/").content.decode()
    assert "Fishmonger" in page
    assert "wanted" in page
    assert "souhait" not in page
