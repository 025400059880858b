"""Statements on shops: said, answered, taken back; and the record, which repeats what counts.

The shop's columns are written here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.wording import to_store
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.reads.facts import as_said, statements_of
from beffroi.merchants.rules.facts import (
    COLUMNS,
    FactRefused,
    State,
    Voice,
    by_word,
    check,
    first_state,
    standing,
)
from beffroi.merchants.rules.values import stored_value
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Source

LABELS = {
    Voice.MERCHANT: to_store("Le commerçant"),
    Voice.TEAM: to_store("L’équipe de la ville"),
}


@transaction.atomic
def correct(
    *,
    shop: Shop,
    said: Mapping[str, str],
    voice: Voice,
    on: dt.date,
    by: Person,
    since: dt.date | None = None,
) -> list[ShopStatement]:
    """Note what a person says of facts of a shop, each as a statement of its own.

    What says nothing new is left out. An earlier statement of the same voice that still waits gives
    way to the new one. Raises `FactRefused` for a value that cannot be, and writes nothing then.
    """
    held = locked(shop)
    values = {word: stored_value(word, value) for word, value in said.items()}
    rows = statements_of(held)
    news = {word: value for word, value in values.items() if _is_new(rows, word, value)}
    facts = {"voice": voice, "source": source_of(held, voice), "recorded_by": by.key}
    made = [_statement(held, word, news[word], said_on=on, since=since, **facts) for word in news]
    _give_way(rows, news, voice, by)
    ShopStatement.objects.bulk_create(made)
    rewrite(held)
    if made:
        audit.record("merchants.fact_corrected", by=by, words=sorted(news), **_of(held))
    return made


def _statement(shop: Shop, word: str, value: str, **facts: Any) -> ShopStatement:
    state = first_state(word, facts["voice"])
    return ShopStatement(shop=shop, word=word, value=value, state=state, **facts)


def locked(shop: Shop) -> Shop:
    """The record, held: two people who correct it take turns."""
    row: Shop = Shop.objects.across_towns().select_for_update(of=("self",)).get(pk=shop.pk)
    return row


def source_of(shop: Shop, voice: Voice) -> Source:
    """Whose word it is, as every dated row names it; one source a town and voice."""
    facts = SourceFacts(f"said_by_{voice}")
    town = shop.town
    return territory.add_source(
        town=town, facts=facts, label=LABELS[voice], is_simulated=town.is_fictional
    )


def _is_new(rows: Iterable[ShopStatement], word: str, value: str) -> bool:
    """Not what already counts, nor what already waits."""
    same = [row for row in rows if row.word == word]
    held = standing(map(as_said, same))
    waiting = [row for row in same if row.state == State.WAITING]
    last = waiting[-1].value if waiting else held.value if held else None
    confirms = held is not None and not held.of_a_person  # a person vouches for what a file said
    return value != last or confirms


def _give_way(
    rows: Iterable[ShopStatement], news: Mapping[str, str], voice: Voice, by: Person
) -> None:
    for row in rows:
        if row.word in news and row.voice == voice and row.state in (State.WAITING, State.ASKED):
            _withdraw(row, by)


@transaction.atomic
def take_back(*, statement: ShopStatement, by: Person) -> Shop:
    """Undo: what was known before counts again. Raises `FactRefused` for what the town checked."""
    shop = locked(statement.shop)
    row = _fresh(statement)
    if row.voice == Voice.FILE:
        raise FactRefused(_("Ce qu’un fichier a dit se corrige : dites ce qui est juste."))
    _withdraw(row, by)
    rewrite(shop)
    audit.record("merchants.fact_taken_back", by=by, words=[row.word], **_of(shop))
    return shop


@transaction.atomic
def accept(*, statement: ShopStatement, by: Person) -> Shop:
    """Somebody of the town found it so."""
    shop = _answer(statement, "accept", by, "")
    audit.record("merchants.fact_accepted", by=by, words=[statement.word], **_of(shop))
    return shop


@transaction.atomic
def ask_back(*, statement: ShopStatement, by: Person, words: str) -> Shop:
    """Somebody of the town is not sure: until it is said again, what was known before counts."""
    if not words.strip():
        raise FactRefused(_("Dites ce que vous voulez savoir."))
    shop = _answer(statement, "ask", by, words.strip()[:200])
    audit.record("merchants.fact_asked_back", by=by, words=[statement.word], **_of(shop))
    return shop


def _answer(statement: ShopStatement, name: str, by: Person, words: str) -> Shop:
    shop, row = locked(statement.shop), _fresh(statement)
    row.state = check(name, row.state).end
    row.answered_at, row.answered_by, row.answer = timezone.now(), by.key, words
    row.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    rewrite(shop)
    return shop


def _withdraw(row: ShopStatement, by: Person) -> None:
    row.state = check("take_back", row.state).end
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by.key
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])


def _fresh(statement: ShopStatement) -> ShopStatement:
    row: ShopStatement = ShopStatement.objects.across_towns().get(pk=statement.pk)
    return row


def _of(shop: Shop) -> dict[str, str]:
    return {"town": shop.town.insee_code, "on": shop.public_id}


def rewrite(shop: Shop) -> None:
    """Make the record say what counts today of its statements."""
    told = by_word(map(as_said, statements_of(shop)))
    for word in COLUMNS:
        held = standing(told.get(word, ()))
        setattr(shop, word, held.value if held else "")
    shop.save(update_fields=COLUMNS)
    territory.touch(shop.town)


def retell(source: Source) -> None:
    """A source was withdrawn or put back: the records it spoke of are written again."""
    told = ShopStatement.objects.of(source.town).filter(source=source).values("shop")
    for shop in Shop.objects.of(source.town).filter(pk__in=told).select_related("town"):
        rewrite(shop)
