"""What is said of a shop: each fact with its source, what was said before, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q
from django.http import Http404

from beffroi.accounts.rules import roles
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.rules.facts import FACTS, Said, State, Voice, Word, by_word, in_force
from beffroi.merchants.rules.questions import Question, questions
from beffroi.territory.models import Town
from beffroi.territory.reads import rights_of

THING = "shop:"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: what counts, what was said before it (latest first), and what waits."""

    word: str
    label: Any
    now: ShopStatement | None
    before: Sequence[ShopStatement]
    waiting: ShopStatement | None  # said, and not yet counted by the observatory
    asked: ShopStatement | None  # the town asks back
    taken_back: Sequence[ShopStatement]

    @property
    def mine(self) -> ShopStatement | None:
        """The latest statement that its author may still take back."""
        row = self.asked or self.waiting or self.now
        undoable = row is not None and row.state != State.ACCEPTED and row.recorded_by
        return row if undoable else None


def shop_or_404(town: Town, public_id: str) -> Shop:
    """The shop of this public id in this town."""
    rows = Shop.objects.of(town).select_related("town", "source")
    found: Shop | None = rows.filter(public_id=public_id.upper()).first()
    if found is None:
        raise Http404
    return found


def statement_or_404(shop: Shop, key: str) -> ShopStatement:
    """A statement on this shop."""
    found = ShopStatement.objects.of(shop.town).filter(shop=shop, key=key).first()
    if found is None:
        raise Http404
    row: ShopStatement = found
    return row


def as_said(row: ShopStatement) -> Said:
    """A statement as the rules see it."""
    gone = row.source.removed_at is not None
    return Said(row.word, row.value, row.said_on, row.voice, row.state, gone)


def statements_of(shop: Shop, known_on: dt.datetime | None = None) -> list[ShopStatement]:
    """Every statement on a shop in the order they came, as known at an instant. One query.

    What was answered or taken back after the instant is read as it stood before.
    """
    rows = ShopStatement.objects.of(shop.town).filter(shop=shop).select_related("source")
    found = list(rows.order_by("pk"))
    if known_on is None:
        return found
    held = [row for row in found if row.recorded_at <= known_on]
    for row in held:
        _as_known(row, known_on)
    return held


def statements_by_shop(shops: Collection[int]) -> dict[int, dict[str, list[Said]]]:
    """What was said of many shops, by shop and word. One query."""
    words = ("shop_id", "word", "value", "said_on", "voice", "state", "source__removed_at")
    found: dict[int, dict[str, list[Said]]] = {}
    if not shops:
        return found
    rows = ShopStatement.objects.across_towns().filter(shop__in=shops).order_by("pk")
    for shop, word, value, day, voice, state, removed in rows.values_list(*words):
        said = Said(word, value, day, voice, state, removed is not None)
        found.setdefault(shop, {}).setdefault(word, []).append(said)
    return found


def _as_known(row: ShopStatement, at: dt.datetime) -> None:
    """Forget what became of a statement after an instant; the row is not saved."""
    if row.withdrawn_at and row.withdrawn_at > at:
        row.withdrawn_at, row.withdrawn_by = None, ""
        row.state = _answered_state(row)
    if row.answered_at and row.answered_at > at:
        row.answered_at, row.answered_by, row.state = None, "", State.WAITING


def _answered_state(row: ShopStatement) -> str:
    """Where a statement stood before it was taken back: asked back, waiting, or plainly shown."""
    if row.answered_at:
        return State.ASKED
    merchant = row.voice == "merchant" and FACTS[row.word].checked
    return State.WAITING if merchant else State.HELD


def facts_of(rows: Sequence[ShopStatement]) -> list[Told]:
    """The statements of one shop, fact by fact, in the order of the record."""
    return [_told(word, [row for row in rows if row.word == word]) for word in Word]


def _told(word: Word, rows: list[ShopStatement]) -> Told:
    pairs = [(as_said(row), row) for row in rows]
    order = {id(said): row for said, row in pairs}  # `pairs` keeps them alive meanwhile
    lines = [order[id(said)] for said in in_force(said for said, _row in pairs)]
    last = lines[-1] if lines else None
    return Told(
        word,
        FACTS[word].label,
        last,
        list(reversed(lines[:-1])),
        next((row for row in reversed(rows) if row.state == State.WAITING), None),
        next((row for row in reversed(rows) if row.state == State.ASKED), None),
        [row for row in reversed(rows) if row.state == State.WITHDRAWN],
    )


def questions_of(rows: Sequence[ShopStatement]) -> list[Question]:
    """What the record of one shop lacks, from its statements. No query."""
    return questions(by_word(as_said(row) for row in rows))


def to_check(town: Town) -> list[ShopStatement]:
    """What merchants say that the observatory counts, the longest waiting first. One query."""
    rows = ShopStatement.objects.of(town).filter(state__in=[State.WAITING, State.ASKED])
    return list(rows.select_related("shop__town", "source").order_by("recorded_at", "pk"))


def own_shops(person: Any, town: Town | None = None) -> list[Shop]:
    """The shops this person holds the merchant's role on; one query beside their rights."""
    held = [right for right in rights_of(person).held if right.role == roles.MERCHANT]
    ids = [right.object_key.removeprefix(THING) for right in held if _is_shop(right.object_key)]
    if not ids:
        return []
    rows = Shop.objects.across_towns().filter(public_id__in=ids).select_related("town")
    return list(rows.filter(Q(town=town) if town else Q()).order_by("public_id"))


def _is_shop(object_key: str) -> bool:
    return object_key.startswith(THING)


def last_said_by_merchant(shop: Shop) -> dt.date | None:
    """The last day on which the merchant said something of the shop that still counts. One query."""
    rows = ShopStatement.objects.of(shop.town).filter(shop=shop, voice=Voice.MERCHANT)
    found: dt.date | None = rows.exclude(state=State.WITHDRAWN).aggregate(day=Max("said_on"))["day"]
    return found
