"""Trades wanted, and what doors changed: rules of values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from beffroi.premises.rules.trades.changes import OUT, TRADING, Change, Spell, changes
from beffroi.premises.rules.trades.plan import (
    ARRIVAL,
    DEPARTURE,
    Move,
    Wish,
    answers,
    flows,
)

D = [dt.date(2019 + n, 5, 2) for n in range(6)]


def trade(start: int | None, end: int | None, activity: str = "boulangerie", **more: Any) -> Spell:
    return Spell(1, TRADING, _day(start), _day(end), activity=activity, family="f", **more)


def state(kind: str, start: int | None, end: int | None) -> Spell:
    return Spell(1, kind, _day(start), _day(end))


def _day(n: int | None) -> dt.date | None:
    return None if n is None else D[n]


def kinds(*spells: Spell) -> list[tuple[Change, dt.date]]:
    return [(one.kind, one.on) for one in changes(spells)]


def test_another_trade_at_once_or_after_a_vacancy_is_a_change_of_trade() -> None:
    assert kinds(trade(None, 1), trade(1, None, "fleuriste")) == [(Change.TRADE, D[1])]
    after = kinds(trade(None, 1), state("vacant", 1, 3), trade(3, None, "fleuriste"))
    assert after == [(Change.EMPTIED, D[1]), (Change.TRADE, D[3])]


def test_same_trade_by_another_is_no_change_of_trade() -> None:
    assert kinds(trade(None, 1), trade(1, None, name="Autre")) == [(Change.HANDS, D[1])]
    unknown = changes([trade(None, 1), trade(1, None, "")])
    assert [one.kind for one in unknown] == [Change.HANDS]


def test_first_sight_is_no_change_and_a_vacancy_first_seen_is_taken() -> None:
    assert kinds(trade(None, None)) == []
    assert kinds(state("vacant", None, 2), trade(2, None)) == [(Change.TAKEN, D[2])]


def test_shop_turned_into_a_flat_is_a_change_of_use_not_an_emptying() -> None:
    flat = kinds(trade(None, 2), state(OUT, 2, None))
    assert flat == [(Change.USE, D[2])]
    assert kinds(state(OUT, None, 2), trade(2, None)) == [(Change.USE, D[2])]


def test_works_after_a_vacancy_and_a_merged_cell() -> None:
    assert kinds(state("vacant", None, 1), state("works_unknown", 1, None)) == []
    assert kinds(trade(None, 3), state("demolished_merged", 3, None)) == [(Change.GONE, D[3])]


@given(
    st.permutations([trade(None, 1), state("vacant", 1, 3), trade(3, 4, "x"), state(OUT, 4, None)])
)
def test_order_told_changes_nothing(spells: list[Spell]) -> None:
    assert kinds(*spells) == [
        (Change.EMPTIED, D[1]), (Change.TRADE, D[3]), (Change.USE, D[4]),
    ]  # fmt: skip


MOVE = Move(ARRIVAL, D[1], "A", "Au Flot", "poissonnerie", "alimentaire", "3", 7, "Rue", "rue")


def test_wish_is_answered_in_its_place_by_its_trade() -> None:
    wish = Wish(1, True, activity="poissonnerie", family="alimentaire", street=7)
    for move, n in (
        (MOVE, 1),
        (replace(MOVE, street=8), 0),
        (replace(MOVE, street=None), 0),
        (replace(MOVE, activity="primeur"), 0),
    ):
        assert len(answers([wish], [move])[0].answered) == n
    family = replace(wish, activity="", street=None, sector=3)
    assert answers([family], [replace(MOVE, activity="primeur")])[0].answered == ()
    inside = replace(MOVE, activity="primeur", sectors=frozenset({3}))
    assert answers([family], [inside])[0].answered == (inside,)


def test_departure_goes_against_a_wish_and_answers_a_refusal() -> None:
    gone = replace(MOVE, kind=DEPARTURE)
    wanted, refused = Wish(1, True, "poissonnerie"), Wish(2, False, "poissonnerie")
    yes, no = answers([wanted, refused], [MOVE, gone])
    assert (yes.answered, yes.against) == ((MOVE,), (gone,))
    assert (no.answered, no.against) == ((gone,), (MOVE,))
    assert not yes.met  # it came and went
    assert answers([wanted], [MOVE])[0].met
    assert not answers([replace(wanted, number=2)], [MOVE])[0].met


@given(
    st.lists(st.sampled_from([MOVE, replace(MOVE, kind=DEPARTURE), replace(MOVE, activity="x")]))
)
def test_flows_add_up_to_the_moves(moves: list[Move]) -> None:
    found = flows(moves)
    assert sum(one.arrivals + one.departures for one in found) == len(moves)
    assert sum(one.net for one in found) == sum(1 if m.kind == ARRIVAL else -1 for m in moves)
