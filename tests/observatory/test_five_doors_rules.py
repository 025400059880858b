"""The ranking of doors: a sum of reasons, each dated and linked, whatever the order they come in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules import doors as rules
from beffroi.observatory.rules.doors import Door, Promise, StreetRank, Wanted
from beffroi.premises.rules.visits import LastVisit

TODAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(2010, 1, 1), TODAY)
MAYBE = st.none() | DAYS
PLACES = st.none() | st.builds(
    StreetRank, slug=st.just("rue"), name=st.just("Rue de la Halle"), rank=st.integers(1, 6),
    open=st.integers(0, 60), total=st.integers(10, 80), on=DAYS,
)  # fmt: skip
VISITS = st.none() | st.builds(
    LastVisit, on=DAYS, met=st.just("owner"), next_step=st.just("Rappeler"),
    next_on=st.none() | st.dates(dt.date(2026, 10, 1), dt.date(2027, 2, 1)), owner_on=MAYBE,
)  # fmt: skip
DOORS = st.builds(
    Door, public_id=st.text("ABCDEF", min_size=6, max_size=6), street=st.just("Rue de la Halle"),
    vacant=st.booleans(), since=MAYBE, first_seen_on=MAYBE, seen_on=MAYBE,
    reports=st.integers(0, 4), reported_on=MAYBE, alert=st.none() | st.tuples(st.integers(1, 9), DAYS),
    place=PLACES, visit=VISITS,
    promise=st.none() | st.builds(Promise, title=st.just("Reloger"), on=DAYS, href=st.just("/a/")),
    wanted=st.none() | st.builds(Wanted, trade=st.just("poissonnerie"), on=DAYS, href=st.just("/b/")),
)  # fmt: skip


@given(DOORS)
def test_score_is_the_sum_of_reasons_that_are_dated_linked_and_within_their_weight(door) -> None:
    told = rules.reasons(door, TODAY)
    ranked = rules.Ranked(door, told)
    assert ranked.score == sum(reason.points for reason in told)
    assert len({reason.code for reason in told}) == len(told)
    for reason in told:
        assert 0 < reason.points <= rules.WEIGHTS[reason.code][0]
        assert isinstance(reason.on, dt.date) and reason.link.key and str(reason.sentence)
    assert [r.points for r in told] == sorted((r.points for r in told), reverse=True)


@given(st.lists(DOORS, max_size=12, unique_by=lambda door: door.public_id), st.randoms())
def test_ranking_does_not_hang_on_the_order_and_never_gives_more_than_five(doors, random) -> None:
    first = rules.five(doors, TODAY)
    mixed = list(doors)
    random.shuffle(mixed)
    assert rules.five(mixed, TODAY) == first
    assert len(first) <= 5
    scores = [one.score for one in first]
    assert scores == sorted(scores, reverse=True)
    left = {door.public_id for door in doors} - {one.door.public_id for one in first}
    awake = [d for d in doors if d.public_id in left and not rules.rests(d, TODAY)]
    if len(first) == 5:
        assert all(sum(r.points for r in rules.reasons(d, TODAY)) <= scores[-1] for d in awake)


@given(DOORS)
def test_one_more_thing_known_never_lowers_a_door(door) -> None:
    bare = replace(door, alert=None, promise=None, reports=0, reported_on=None)
    score = sum(r.points for r in rules.reasons(bare, TODAY))
    more = replace(
        bare, alert=(1, TODAY), promise=Promise("Reloger", TODAY, "/a/"), reports=1, reported_on=TODAY
    )  # fmt: skip
    gained = sum(rules.WEIGHTS[code][0] for code in ("alert", "promise", "reported"))
    assert sum(r.points for r in rules.reasons(more, TODAY)) == score + gained


@given(DOORS, st.integers(0, 59))
def test_door_visited_leaves_the_five_and_comes_back_on_its_day(door, days) -> None:
    went = TODAY - dt.timedelta(days=days)
    plain = replace(door, visit=LastVisit(went, "nobody"))
    assert rules.five([plain], TODAY) == []
    later = replace(door, visit=LastVisit(went, "nobody", "Rappeler", TODAY + dt.timedelta(days=3)))
    assert rules.five([later], TODAY) == []
    due = replace(door, visit=LastVisit(went, "nobody", "Rappeler", TODAY))
    (back,) = rules.five([due], TODAY)
    assert back.reasons[0].code == "due" and "Rappeler" in str(back.reasons[0].sentence)


def test_first_sight_is_no_departure() -> None:
    seen = Door("AAAAAA", first_seen_on=TODAY - dt.timedelta(days=10))
    left = Door("BBBBBB", since=TODAY - dt.timedelta(days=10))
    assert [r.code for r in rules.reasons(seen, TODAY)] == ["undated", "unvisited"]
    assert [r.code for r in rules.reasons(left, TODAY)] == ["recent", "unvisited"]
    assert [one.door.public_id for one in rules.five([seen, left], TODAY)] == ["BBBBBB", "AAAAAA"]


def test_recency_has_steps() -> None:
    def points(days: int) -> int:
        door = Door("AAAAAA", since=TODAY - dt.timedelta(days=days))
        return next(r.points for r in rules.reasons(door, TODAY) if r.code in ("recent", "long"))

    assert [points(days) for days in (0, 183, 184, 365, 366, 730, 731)] == [
        30,
        30,
        22,
        22,
        12,
        12,
        4,
    ]


def test_occupied_door_nobody_speaks_of_is_not_proposed() -> None:
    assert rules.five([Door("AAAAAA", vacant=False)], TODAY) == []


def test_best_streets_are_long_ones_by_shops_open() -> None:
    def row(slug: str, open: int, total: int) -> StreetRank:
        return StreetRank(slug, slug.upper(), 0, open, total, TODAY)

    ranked = rules.best_streets(
        [row("b", 20, 30), row("a", 20, 22), row("c", 9, 9), row("d", 40, 41)]
    )
    assert {slug: one.rank for slug, one in ranked.items()} == {"d": 1, "a": 2, "b": 3}
