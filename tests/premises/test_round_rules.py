"""Rounds as values: the order of a walk, which note counts, what is doubtful, what is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.premises.rules import Occupant, Situation
from beffroi.premises.rules.rounds import doubts as twice
from beffroi.premises.rules.rounds import life, tally
from beffroi.premises.rules.rounds import next_street as nearby
from beffroi.premises.rules.rounds.doubts import Ground, Known
from beffroi.premises.rules.rounds.effective import Noted, Verdict, outcomes, says
from beffroi.premises.rules.rounds.next_street import Sight
from beffroi.premises.rules.rounds.order import ZIGZAG, Choice, Stop, duration_s, legs, length_m
from beffroi.premises.rules.rounds.telling import sighting

T0 = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def stop(key: int, street: int | None, side: str, along: float, y: float = 0.0) -> Stop:
    return Stop(key, street, side, along, along, y + (4 if side == "left" else -4))


FOUR = [stop(n, 1, "left" if n % 2 else "right", n * 10.0) for n in range(1, 7)]
ORME = [stop(n + 10, 2, "left", n * 10.0, y=40.0) for n in range(1, 4)]


def test_one_side_then_back_on_the_other() -> None:
    (leg,) = legs(FOUR, [Choice(1, turned=False)])
    assert [s.key for s in leg.stops] == [1, 3, 5, 6, 4, 2]


def test_zigzag_takes_the_doors_as_they_come() -> None:
    (leg,) = legs(FOUR, [Choice(1, ZIGZAG, turned=True)])
    assert [s.key for s in leg.stops] == [6, 5, 4, 3, 2, 1]


def test_hand_decides_the_order_of_streets_and_the_rest_follows() -> None:
    walk = legs([*FOUR, *ORME], [Choice(2)])
    assert [leg.choice.street for leg in walk] == [2, 1]
    alone = Stop(99, None, "", None, 0, 80)
    assert [leg.choice.street for leg in legs([*FOUR, alone, *ORME])][-1] is None


def test_length_and_time_grow_with_the_doors() -> None:
    stops = legs(FOUR)[0].stops
    assert length_m(stops) > 50
    assert duration_s(stops) > 20 * 6


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 1, 2, 3]),
            st.sampled_from(["left", "right", ""]),
            st.one_of(st.none(), st.floats(0, 500)),
            st.floats(-500, 500),
            st.floats(-500, 500),
        ),
        max_size=12,
    ),
    st.permutations([1, 2, 3]),
)
def test_every_door_is_walked_once_and_a_street_is_never_left_half(drawn, chosen) -> None:
    stops = [Stop(n, *one) for n, one in enumerate(drawn)]
    for walk in (legs(stops), legs(stops, [Choice(street) for street in chosen])):
        walked = [one for leg in walk for one in leg.stops]
        assert sorted(one.key for one in walked) == list(range(len(stops)))
        assert len({leg.choice.street for leg in walk}) == len(walk)
        assert all(one.street == leg.choice.street for leg in walk for one in leg.stops)


def noted(subject: int, device: str = "a", seq: int = 1, **more) -> Noted:
    minutes = more.pop("minutes", seq)
    said = more.pop("said", {"state": "occupied"})
    return Noted(
        more.pop("uuid", uuid4()), subject, device, seq, 1, more.pop("kind", "changed"), said,
        T0 + dt.timedelta(minutes=minutes), premises=subject, **more,
    )  # fmt: skip


def test_last_word_of_a_device_counts_whatever_the_order() -> None:
    first, last = noted(1), noted(1, seq=2, said={"state": "vacant"})
    for order in ([first, last], [last, first]):
        one = outcomes(order, {})[1]
        assert one.chosen == last
        assert not one.disputed


def test_two_who_differ_are_set_side_by_side_until_one_is_chosen() -> None:
    mine, hers = noted(1), noted(1, "b", said={"state": "vacant"}, minutes=9)
    one = outcomes([mine, hers], {})[1]
    assert one.disputed
    assert one.rivals == (mine, hers)
    later = T0 + dt.timedelta(hours=1)
    for chosen in (mine, hers):
        judged = outcomes([mine, hers], {1: Verdict(chosen.uuid, later)})[1]
        assert judged.chosen == chosen
        assert not judged.disputed
    assert outcomes([mine, hers], {1: Verdict(None, later)})[1].chosen is None


def test_note_that_comes_after_the_verdict_and_differs_asks_again() -> None:
    mine, hers = noted(1), noted(1, "b", said={"state": "vacant"}, minutes=90)
    assert outcomes([mine, hers], {1: Verdict(mine.uuid, T0 + dt.timedelta(hours=1))})[1].disputed
    same = noted(1, "b", minutes=90)
    assert not outcomes([mine, same], {1: Verdict(mine.uuid, T0 + dt.timedelta(hours=1))})[
        1
    ].disputed


def test_two_who_agree_are_one() -> None:
    same = outcomes([noted(1), noted(1, "b", minutes=3)], {})[1]
    assert not same.disputed


def test_note_that_names_a_colleagues_takes_its_place() -> None:
    hers = noted(1, "b", said={"state": "vacant"})
    mine = noted(1, minutes=5, replaces=hers.uuid)
    assert outcomes([mine, hers], {})[1].chosen == mine
    assert not outcomes([mine, hers], {})[1].disputed


def test_notes_that_replace_each_other_never_leave_nothing() -> None:
    a, b = uuid4(), uuid4()
    one, other = noted(1, uuid=a, replaces=b), noted(1, "b", uuid=b, replaces=a, minutes=2)
    assert outcomes([one, other], {})[1].chosen is not None


@given(st.permutations(range(8)), st.integers(0, 2**32))
def test_order_of_arrival_changes_nothing(order, seed) -> None:
    notes = [
        noted(
            n % 3,
            "ab"[n % 2],
            seq=n,
            uuid=UUID(int=seed + n),
            said={"state": "vacant" if n % 4 else "occupied"},
            replaces=UUID(int=seed + n - 2) if n > 4 else None,
        )
        for n in range(8)
    ]
    assert outcomes([notes[n] for n in order], {}) == outcomes(notes, {})


def test_comment_does_not_make_a_dispute() -> None:
    assert says(noted(1, said={"state": "vacant", "comment": "x"})) == says(
        noted(1, said={"state": "vacant"})
    )


KNOWN = {
    1: Known(1, 7, "occupied", "Au Levain", 0, 0),
    2: Known(2, 7, "vacant", "", 10, 0),
}


def kinds(*notes: Noted, verdicts=None, taken=None, new=None, clocks=None) -> list[str]:
    found = outcomes(notes, verdicts or {})
    ground = Ground(KNOWN, taken or {}, new or {})
    return sorted(one.kind for one in twice.doubts(found, ground, clocks or {}))


def test_shop_that_emptied_is_looked_at_twice_until_judged() -> None:
    note = noted(1, said={"state": "vacant"})
    assert kinds(note) == [twice.EMPTIED]
    assert kinds(note, verdicts={1: Verdict(note.uuid, T0 + dt.timedelta(days=1))}) == []
    assert kinds(noted(2, said={"state": "vacant"})) == []


def test_new_cell_within_five_metres_of_another_is_doubtful() -> None:
    ref = uuid4()
    note = Noted(uuid4(), ref, "a", 1, 1, "new", {"state": "occupied"}, T0)
    assert kinds(note, new={ref: (14.9, 0.0)}) == [twice.NEAR]
    assert kinds(note, new={ref: (15.2, 0.0)}) == []


def test_note_taken_far_from_its_door_with_a_wrong_clock() -> None:
    note = noted(2)
    assert kinds(note, taken={note.uuid: (75.0, 0.0)}, clocks={note.uuid: -7300}) == [
        twice.CLOCK,
        twice.FAR,
    ]
    assert kinds(note, taken={note.uuid: (60.0, 0.0)}, clocks={note.uuid: 3599}) == []


def test_street_walked_impossibly_quick() -> None:
    slow = [noted(n, seq=n, minutes=n) for n in range(1, 9)]
    streets = dict.fromkeys(range(1, 9), 7)
    assert twice.too_quick(slow, streets, {7: "Rue du Four"}) == []
    quick = [noted(n, seq=n, minutes=0) for n in range(1, 9)]
    (told,) = twice.too_quick(quick, streets, {7: "Rue du Four"})
    assert "Rue du Four" in told.sentence
    assert told.street == 7


def seen(years: float | None, **more) -> Sight:
    day = None if years is None else TODAY - dt.timedelta(days=round(years * 365.25))
    return Sight(day, **more)


TODAY = dt.date(2026, 3, 2)


def test_doubt_of_a_door_is_the_worked_example_of_its_page() -> None:
    assert nearby.doubt(seen(2), 0.125, TODAY) == pytest.approx(0.221, abs=1e-3)
    assert nearby.doubt(seen(2, reports=1), 0.125, TODAY) == pytest.approx(0.844, abs=1e-3)
    assert nearby.doubt(seen(None), 0.125, TODAY) == 1.0
    twenty = [seen(2, vacant=n < 2) for n in range(20)]
    told = nearby.reason(twenty, 0.125, TODAY)
    assert told.score == pytest.approx(8.85, abs=0.02)
    assert (told.cells, told.never, told.recent) == (20, 0, 0.0)


@given(st.floats(0, 30), st.floats(0, 30), st.integers(0, 9))
def test_doubt_grows_with_age_and_with_every_reason(years, more, reports) -> None:
    young, old = seen(years), seen(years + more)
    assert 0 <= nearby.doubt(young, 0.1, TODAY) <= nearby.doubt(old, 0.1, TODAY) <= 1
    told = nearby.doubt(seen(years, disagrees=True, reports=reports), 0.1, TODAY)
    assert told >= nearby.doubt(young, 0.1, TODAY)


def test_hazard_is_the_towns_own_once_it_was_watched() -> None:
    assert nearby.Watched(0, 0).hazard == pytest.approx(0.1)
    assert nearby.Watched(500, 2000).hazard == pytest.approx(0.25, abs=0.01)


BEFORE = Situation("occupied", Occupant("Au Levain", "boulangerie-patisserie", "alimentaire", "Q1"))
FAMILIES = {"primeur": "alimentaire"}


def test_unchanged_door_keeps_its_occupant_and_a_changed_one_what_is_not_said() -> None:
    same = sighting(noted(1, kind="unchanged", said={}), BEFORE, "x", FAMILIES)
    assert same is not None
    assert (same.state, same.name, same.network_ref) == ("occupied", "Au Levain", "Q1")
    renamed = sighting(
        noted(1, said={"state": "occupied", "name": "Chez Io"}), BEFORE, "x", FAMILIES
    )
    assert renamed is not None
    assert (renamed.name, renamed.activity, renamed.network_ref) == ("Chez Io", "", "")
    trade = sighting(
        noted(1, said={"state": "occupied", "activity": "primeur"}), BEFORE, "x", FAMILIES
    )
    assert trade is not None
    assert (trade.name, trade.family) == ("Au Levain", "alimentaire")
    closed = sighting(noted(1, said={"state": "seasonal_closed"}), BEFORE, "x", FAMILIES)
    assert closed is not None
    assert (closed.state, closed.name) == ("seasonal_closed", "Au Levain")
    assert sighting(noted(1, kind="unchanged", said={}), None, "x", FAMILIES) is None


def test_page_of_the_life_is_the_table() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/algorithms/round-life.md").read_text()
    for way in life.TRANSITIONS:
        start = ", ".join(state for state in life.State if state in way.start)
        line = f"| `{way.name}` | {start} | {way.end} | {', '.join(way.needs) or '–'} |"
        assert line in page
        assert all(f"{state} --> {way.end}: {way.name}" in page for state in way.start)


def test_life_of_a_round_is_its_table() -> None:
    everything = frozenset(life.NEEDS)
    for way in life.TRANSITIONS:
        for state in life.State:
            if state in way.start:
                assert life.check(way.name, state, everything).end == way.end
                if way.needs:
                    with pytest.raises(life.RoundRefused):
                        life.check(way.name, state, frozenset())
            else:
                with pytest.raises(life.RoundRefused):
                    life.check(way.name, state, everything)
    assert life.ways_from(life.State.SUPERSEDED) == []


def test_tally_counts_again_the_doors_it_counted() -> None:
    cells = [
        ("a", "vacant", "four", "Four"),
        ("b", "occupied", "four", "Four"),
        ("c", "non_commercial_use", "", ""),
    ]
    told = tally.tally(cells)
    assert (told["total"], told["vacant"]) == (2, 1)
    assert tally.rate(told) == 0.5
    assert tally.again(told, {"a": "vacant", "b": "occupied", "c": "non_commercial_use"}) == told
    assert tally.again(told, {"a": "occupied", "b": "occupied"})["vacant"] == 0
