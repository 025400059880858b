"""Acts of the field that people are told of: a round published, corrected; a door reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from beffroi.accounts.rules import roles
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.rules.facts import Voice
from beffroi.premises.models import Premises, SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.writes import reports, rounds, shop_facts
from beffroi.territory import writes as territory
from tests.premises import factories as make
from tests.premises import made_rounds as made

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def _out(walked: SurveyRound, by: Any) -> SurveyRound:
    """One door noted, then as far as publication."""
    door = Premises.objects.of(walked.town).get(refs__value="node/1")
    rounds.receive_notes(
        round=walked, by=by, device="a", sent_at=NOON, now=NOON, notes=[made.note(door.public_id)]
    )
    for way in ("close", "validate"):
        rounds.move(round=walked, way=way, by=by, facts=reads.facts_of(walked))
    walked.refresh_from_db()
    return rounds.publish(round=walked, by=by, now=timezone.now())


def published(_folder: Any) -> SurveyRound:
    town = make.street_with_a_doubt()
    ada = make.advisor_of(town)
    walked = made.planned(town, ada, make.advisor_of(town, "Bea"))
    return _out(walked, ada)


def corrected(folder: Any) -> None:
    first = published(folder)
    ada = first.parts.order_by("pk").first().person
    again = rounds.correct(round=first, by=ada)
    _out(again, ada)


def reported(_folder: Any) -> None:
    town = make.street_with_a_doubt()
    make.advisor_of(town)
    door = Premises.objects.of(town).get(refs__value="node/1")
    reports.receive_report(premises=door, kind="closed", words="", thanks_to="", language="fr")


def shop_told(_folder: Any) -> tuple[Any, Any]:
    """Who keeps a shop says two things of it: the town's team is told."""
    town = make.street_with_a_doubt()
    ada, bruna = make.advisor_of(town), make.person("Bruna")
    shop = Shop.objects.of(town).get(name="Au Levain")
    territory.give_role(
        person=bruna, role=roles.MERCHANT, scope=roles.OWN, by=None,
        object_key=f"shop:{shop.public_id}", start=make.D19,
    )  # fmt: skip
    for word, value in (("name", "Au Bon Levain"), ("activity", "traiteur")):
        shop_facts.correct(shop=shop, word=word, value=value, voice=Voice.MERCHANT, by=bruna)
    return ada, shop


def shop_answered(folder: Any) -> None:
    """One is checked, on the other something is asked back: the merchant is told."""
    ada, shop = shop_told(folder)
    rows = {row.word: row for row in ShopStatement.objects.of(shop.town).filter(voice="merchant")}
    shop_facts.accept(statement=rows["name"], by=ada)
    shop_facts.ask_back(statement=rows["activity"], by=ada, words="Depuis quand ?")


ACTS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("rounds", "published"): published,
    ("rounds", "corrected"): corrected,
    ("door_reports", "received"): reported,
    ("shop_facts", "received"): shop_told,
    ("shop_facts", "accepted"): shop_answered,
    ("shop_facts", "asked_back"): shop_answered,
}
