"""A merchant corrects own facts: shown at once or checked by the town, undone, never a figure alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.accounts import personal
from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.merchants import reads as merchants
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.premises import reads, writes
from beffroi.premises.models import Occupancy, Premises, PremisesState
from beffroi.premises.reads.shop_doors import door_of
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town
from tests.premises import factories as make
from tests.premises.factories import D19, D21, D23

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make.street_with_a_doubt()


@pytest.fixture
def shop(town: Town) -> Shop:
    return Shop.objects.of(town).get(name="Au Levain")


def keeper_of(shop: Shop, name: str = "Bruna") -> Person:
    """Somebody who holds the merchant's role on this shop."""
    who = make.person(name)
    key = f"shop:{shop.public_id}"
    territory.give_role(
        person=who, role=roles.MERCHANT, scope=roles.OWN, object_key=key, start=D19, by=None
    )
    return who


@pytest.fixture
def keeper(shop: Shop) -> Client:
    return signed(keeper_of(shop))


def signed(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def page(shop: Shop, more: str = "") -> str:
    return f"/essai/commerces/{shop.public_id}/informations/{more}"


def say(client: Client, shop: Shop, word: str, value: str = "", **more: str) -> int:
    return client.post(page(shop, f"{word}/"), {"value": value, **more}).status_code


def sheet(shop: Shop) -> str:
    door = door_of(shop)
    assert door is not None
    return Client().get(f"/essai/locaux/{door.public_id}/").content.decode()


def counts(town: Town) -> Any:
    rows = Occupancy.objects.of(town).known().order_by("pk")
    held = list(rows.values_list("name", "activity", "valid"))
    return reads.counts_by_key(reads.counted(town, D19)), held


def last(shop: Shop, word: str) -> ShopStatement:
    found = ShopStatement.objects.of(shop.town).filter(shop=shop, word=word).last()
    assert found is not None
    return found


def test_hours_are_typed_as_on_the_door_and_shown_at_once(keeper: Client, shop: Shop) -> None:
    week = {"Mo": "9h-12h30, 14h-19h", "Tu": "9h-12h30, 14h-19h", "Sa": "fermé"}
    assert keeper.post(page(shop, "opening_hours/"), week).status_code == 302
    shop.refresh_from_db()
    assert shop.opening_hours == "Mo-Tu 09:00-12:30,14:00-19:00"
    said = sheet(shop)
    assert "9h-12h30, 14h-19h" in said
    assert "selon le commerçant" in said


def test_the_earlier_value_stays_with_its_source_and_undo_brings_it_back(
    town: Town, keeper: Client, shop: Shop
) -> None:
    make.observe(town, D21, make.seen("node/1", name="Au Levain", phone="02 99 00 00 00"))
    assert say(keeper, shop, "phone", "02 99 11 11 11") == 302
    said = keeper.get(page(shop)).content.decode()
    assert "02 99 11 11 11" in said
    assert "02 99 00 00 00" in said  # before, and who said it
    assert keeper.post(page(shop, f"{last(shop, 'phone').key}/annuler/")).status_code == 302
    shop.refresh_from_db()
    assert shop.phone == "02 99 00 00 00"
    row = last(shop, "phone")
    assert row.withdrawn_at
    assert row.withdrawn_by == row.recorded_by


def test_what_was_known_at_an_instant_is_read_again(town: Town, keeper: Client, shop: Shop) -> None:
    make.observe(town, D21, make.seen("node/1", name="Au Levain", phone="02 99 00 00 00"))
    before = timezone.now()
    say(keeper, shop, "phone", "02 99 11 11 11")
    told = {one.word: one.now for one in merchants.facts_of(merchants.statements_of(shop, before))}
    assert told["phone"] is not None
    assert told["phone"].value == "02 99 00 00 00"


def test_a_newer_file_does_not_overrule_the_merchant_but_asks(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "phone", "02 99 11 11 11")
    later = timezone.localdate() + dt.timedelta(days=30)
    make.observe(town, later, make.seen("node/1", name="Au Levain", phone="02 99 22 22 22"))
    shop.refresh_from_db()
    assert shop.phone == "02 99 11 11 11"
    said = keeper.get(page(shop)).content.decode()
    assert "Est-ce toujours juste" in said
    assert "02 99 22 22 22" in said


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("activity", {"value": "poissonnerie"}),
        ("closing", {"value": "closed", "since": "2026-01-05"}),
        ("name", {"value": "Le Levain d’Or"}),
        ("season", {"first": "15/11", "last": "15/3"}),
    ],
)
def test_what_the_observatory_counts_joins_the_list_and_changes_no_figure(
    town: Town, keeper: Client, shop: Shop, word: str, told: dict[str, str]
) -> None:
    ada, before = make.advisor_of(town), counts(town)
    assert keeper.post(page(shop, f"{word}/"), told).status_code == 302
    assert counts(town) == before
    assert [row.word for row in merchants.to_check(town)] == [word]
    assert "corrige sa fiche" in signed(ada).get("/essai/signalements/").content.decode()
    assert Message.objects.filter(person=ada, subject="shop_facts").count() == 1


def test_a_waiting_trade_is_not_public_and_a_name_is_with_who_says_it(
    keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "activity", "poissonnerie")
    assert "oissonnerie" not in sheet(shop)
    say(keeper, shop, "name", "Le Levain d’Or")
    assert "Le Levain d’Or" in sheet(shop)
    assert "selon le commerçant" in sheet(shop)


def answer(client: Client, row: ShopStatement, verdict: str, words: str = "") -> Any:
    sent = {"verdict": verdict, "words": words}
    return client.post(page(row.shop, f"{row.key}/repondre/"), sent, follow=True)


def test_one_tap_accepts_a_trade_wrong_from_the_start_and_the_past_stays_published(
    town: Town, keeper: Client, shop: Shop
) -> None:
    before, boss = timezone.now(), signed(make.advisor_of(town))
    say(keeper, shop, "activity", "poissonnerie")
    answer(boss, last(shop, "activity"), "accept")
    shop.refresh_from_db()
    rows = Occupancy.objects.of(town).filter(premises=door_of(shop))
    assert [row.activity for row in rows.known()] == ["poissonnerie"]
    assert [row.activity for row in rows.known(before)] == ["boulangerie-patisserie"]
    assert rows.known().get().first_seen_on == D19  # no departure, no arrival: a mistake mended
    assert rows.known().get().shop == shop
    assert shop.activity == "poissonnerie"
    assert Message.objects.get(subject="shop_facts", sentence="accepted").person.name == "Bruna"


def test_a_trade_that_changed_is_dated_from_the_day_said(
    town: Town, keeper: Client, shop: Shop
) -> None:
    make.observe(town, D23, make.seen("node/1", name="Au Levain"))
    say(keeper, shop, "activity", "poissonnerie", since="2022-01-10")
    answer(signed(make.advisor_of(town)), last(shop, "activity"), "accept")
    held = Occupancy.objects.of(town).known().filter(premises=door_of(shop)).order_by("valid")
    spans = [(row.activity, row.valid.lower) for row in held]
    day = dt.date(2022, 1, 10)
    assert spans == [("boulangerie-patisserie", None), ("poissonnerie", day)]
    assert {row.shop for row in held} == {shop}


def test_a_name_accepted_is_the_same_shop_for_the_next_round_too(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "name", "Le Levain d’Or")
    answer(signed(make.advisor_of(town)), last(shop, "name"), "accept")
    make.observe(town, D23, make.seen("node/1", name="Le Levain d’Or"))
    held = Occupancy.objects.of(town).known().get(premises=door_of(shop))
    assert (held.name, held.shop, held.first_seen_on) == ("Le Levain d’Or", shop, D19)
    assert Shop.objects.of(town).count() == 2  # that of the other open door: none was added


def test_a_closing_empties_the_door_on_its_day_once_accepted(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "closing", "closed", since="2026-01-05")
    door = door_of(shop)
    assert door is not None
    answer(signed(make.advisor_of(town)), last(shop, "closing"), "accept")
    rows = PremisesState.objects.of(town).known().filter(premises=door)
    held = rows.as_of(dt.date(2026, 1, 6)).get()
    assert (held.kind, held.valid.lower) == ("vacant", dt.date(2026, 1, 5))


def test_a_closing_to_come_waits_for_its_day(town: Town, keeper: Client, shop: Shop) -> None:
    day = timezone.localdate() + dt.timedelta(days=40)
    say(keeper, shop, "closing", "moved", since=day.isoformat())
    said = answer(signed(make.advisor_of(town)), last(shop, "closing"), "accept")
    assert "pas encore venu" in said.content.decode()
    assert [row.word for row in merchants.to_check(town)] == ["closing"]


def test_asked_back_the_earlier_value_returns_and_the_merchant_is_told_and_asked(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "name", "Les Maîtres du Pain")
    boss = signed(make.advisor_of(town))
    answer(boss, last(shop, "name"), "ask", "La vitrine dit encore Au Levain. Depuis quand")
    shop.refresh_from_db()
    assert shop.name == "Au Levain"
    told = Message.objects.get(subject="shop_facts", sentence="asked_back")
    assert told.person.name == "Bruna"
    said = keeper.get(page(shop)).content.decode()
    assert "Depuis quand" in said
    assert say(keeper, shop, "name", "Le Pain d’Abord") == 302
    assert [row.value for row in merchants.to_check(town)] == ["Le Pain d’Abord"]


def test_asking_back_says_what(town: Town, keeper: Client, shop: Shop) -> None:
    say(keeper, shop, "name", "Les Maîtres du Pain")
    answer(signed(make.advisor_of(town)), last(shop, "name"), "ask", " ")
    assert last(shop, "name").state == "waiting"


def test_nobody_accepts_their_own_word(town: Town, shop: Shop) -> None:
    both = keeper_of(shop)
    territory.give_role(person=both, role=roles.MANAGER, town=town, start=D19, by=None)
    say(signed(both), shop, "name", "Chez Moi")
    said = answer(signed(both), last(shop, "name"), "accept")
    assert "une autre personne" in said.content.decode()
    assert last(shop, "name").state == "waiting"


def test_what_the_town_checked_is_said_again_not_undone(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "name", "Le Levain d’Or")
    row = last(shop, "name")
    answer(signed(make.advisor_of(town)), row, "accept")
    said = keeper.post(page(shop, f"{row.key}/annuler/"), follow=True).content.decode()
    assert "La ville l’a vérifié" in said
    assert last(shop, "name").state == "accepted"


def test_owner_member_elsewhere_and_stranger(town: Town, keeper: Client, shop: Shop) -> None:
    other = Shop.objects.of(town).get(name="Entre deux")
    make.town("99002", "Ailleurs")
    away = make.person("Élise")
    territory.give_role(
        person=away, role=roles.MANAGER, town=Town.objects.get(name="Ailleurs"), start=D19, by=None
    )
    assert keeper.get(page(shop)).status_code == 200
    assert keeper.get(page(other)).status_code == 403
    assert say(keeper, other, "phone", "02 99 11 11 11") == 403
    for who in (away, make.person("Paul")):
        assert signed(who).get(page(shop)).status_code == 403
        assert say(signed(who), shop, "phone", "02 99 11 11 11") == 403
    assert Client().get(page(shop)).status_code == 302
    say(keeper, shop, "name", "Le Levain d’Or")
    for who in (keeper, signed(away)):
        assert who.post(page(shop, f"{last(shop, 'name').key}/repondre/")).status_code == 403


def test_a_role_that_ended_corrects_no_more(shop: Shop) -> None:
    who = keeper_of(shop)
    today = timezone.localdate()
    territory.end_role(assignment=who.roles.get(), on=today, by=None)
    assert signed(who).get(page(shop)).status_code == 403


def test_the_town_corrects_in_its_own_name_and_nothing_waits(town: Town, shop: Shop) -> None:
    boss = signed(make.advisor_of(town))
    assert say(boss, shop, "phone", "02 99 33 33 33") == 302
    assert "selon la ville" in sheet(shop)
    assert merchants.to_check(town) == []


@pytest.mark.parametrize(
    ("word", "sent", "sentence"),
    [
        ("phone", {"value": "appelez"}, "ne se compose pas"),
        ("opening_hours", {"Mo": "le matin"}, "ne se lit pas"),
        ("opening_hours", {}, "Aucun jour d’ouverture"),
        ("activity", {"value": "poissonnerie", "since": "2999-01-01"}, "pas encore venu"),
        ("season", {"first": "15/11", "last": ""}, "le jour et le mois"),
    ],
)
def test_a_refusal_is_a_sentence_by_the_field_and_nothing_typed_is_lost(
    keeper: Client, shop: Shop, word: str, sent: dict[str, str], sentence: str
) -> None:
    before = ShopStatement.objects.of(shop.town).count()
    said = keeper.post(page(shop, f"{word}/"), sent)
    assert said.status_code == 422
    text = said.content.decode()
    assert sentence in text
    assert all(value in text for value in sent.values())
    assert ShopStatement.objects.of(shop.town).count() == before


def test_the_same_again_is_not_said_twice(keeper: Client, shop: Shop) -> None:
    for _turn in range(2):
        say(keeper, shop, "phone", "02 99 11 11 11")
    rows = ShopStatement.objects.of(shop.town).filter(shop=shop, word="phone")
    assert rows.count() == 1


def test_an_unknown_fact_is_not_there(keeper: Client, shop: Shop) -> None:
    assert say(keeper, shop, "turnover", "1") == 404


def test_a_source_withdrawn_takes_its_facts_along_and_brings_them_back(
    town: Town, shop: Shop
) -> None:
    ada = make.advisor_of(town)
    source = make.source(town, D21)
    make.observe(town, D21, make.seen("node/1", name="Au Levain", phone="02"), source=source)
    writes.withdraw_source(source=source, by=ada, reason="essai")
    shop.refresh_from_db()
    assert shop.phone == ""
    writes.restore_source(source=Source.objects.of(town).get(pk=source.pk), by=ada)
    shop.refresh_from_db()
    assert shop.phone == "02"


def test_the_same_file_again_says_nothing_more(town: Town, shop: Shop) -> None:
    source = make.source(town, D21)
    for _turn in range(2):
        make.observe(town, D21, make.seen("node/1", name="Au Levain", phone="02"), source=source)
    assert ShopStatement.objects.of(town).filter(shop=shop, word="phone").count() == 1


def test_journal_tells_each_step_and_menu_leads_the_keeper_home(
    town: Town, keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "name", "Le Levain d’Or")
    answer(signed(make.advisor_of(town)), last(shop, "name"), "accept")
    verbs = set(AuditEntry.objects.filter(object_key=shop.public_id).values_list("verb", flat=True))
    assert {"merchants.fact_corrected", "merchants.fact_accepted"} <= verbs
    assert page(shop) in keeper.get("/essai/carte/").content.decode()
    assert page(shop) not in Client().get("/essai/carte/").content.decode()


def test_a_person_takes_away_what_they_said_and_may_be_forgotten(
    keeper: Client, shop: Shop
) -> None:
    say(keeper, shop, "phone", "02 99 11 11 11")
    who = Person.objects.get(name="Bruna")
    held = next(one for one in personal.holdings() if one.key == "shop_statements")
    assert [row["ce que vous avez dit"] for row in held.rows(who)] == ["02 99 11 11 11"]
    assert held.erase is not None
    held.erase(who)
    row = last(shop, "phone")
    assert (row.value, row.recorded_by) == ("02 99 11 11 11", "")


def test_pages_cost_the_same_for_one_correction_or_many(
    town: Town, keeper: Client, shop: Shop
) -> None:
    boss = signed(make.advisor_of(town))

    def asked(client: Client, path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(path)
        return len(seen)

    say(keeper, shop, "name", "Le Levain d’Or")
    few = asked(keeper, page(shop)), asked(boss, "/essai/signalements/")
    for word, value in (("activity", "poissonnerie"), ("phone", "02 99 11 11 11")):
        say(keeper, shop, word, value)
    other = Shop.objects.of(town).get(name="Entre deux")
    say(signed(keeper_of(other, "Ciro")), other, "name", "Deux")
    many = asked(keeper, page(shop)), asked(boss, "/essai/signalements/")
    assert many == few
    assert max(many) <= 16


def test_doors_of_other_towns_stay_out(town: Town, shop: Shop) -> None:
    there = make.town("99002", "Ailleurs")
    make.observe(there, D19, make.seen("node/1", name="Au Levain"))
    assert merchants.to_check(there) == []
    assert Client().get(f"/ailleurs/commerces/{shop.public_id}/informations/").status_code == 302
    assert Premises.objects.of(there).count() == 1
