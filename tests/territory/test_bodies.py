"""What a body covers, and bodies that merge: rights given on an area follow it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel import audit, permission
from beffroi.kernel.models import AuditEntry
from beffroi.kernel.period import since
from beffroi.territory import policies, reads, writes
from beffroi.territory.models import AreaPlace, Membership, Organisation, Perimeter, Town

pytestmark = pytest.mark.django_db
REDON, SAINTES = "35236", "17415"
EPCI = "243500741"  # Redon's
DAY = dt.date(2025, 6, 1)
BEFORE = DAY - dt.timedelta(1)


def body(name: str, *covers: tuple[str, str], kind: str = "chamber") -> Organisation:
    made = Organisation.objects.create(
        kind=kind, name=f"{name} fictive", valid=since(None), is_fictional=True
    )
    for level, code in covers:
        writes.cover(organisation=made, level=level, code=code, start=None, by=None)
    return made


def advisor(of: Organisation, mail: str = "a@example.invalid", role: str = roles.ADVISOR) -> Person:
    person = Person.objects.create_person(mail, mail)
    writes.give_role(
        person=person, role=role, scope=roles.AREA, organisation=of, start=dt.date(2020, 1, 1), by=None
    )  # fmt: skip
    return person


def reached(person: Person, *days: dt.date, town: str = REDON) -> list[bool]:
    return [reads.acts_for(person, town, day) for day in days]


def test_commune_that_leaves_its_epci_leaves_its_agents_the_same_day() -> None:
    epci = body("Communauté", ("epci", EPCI), kind="epci")
    agent = advisor(epci)
    writes.leave(organisation=epci, level="commune", code=REDON, on=DAY, by=None)
    assert reached(agent, BEFORE, DAY) == [True, False]
    assert reads.acts_for(agent, "35013", DAY), "the other communes stay (35013 Bains-sur-Oust)"
    writes.cover(
        organisation=epci, level="commune", code=REDON, start=DAY.replace(year=2026), by=None
    )
    assert reached(agent, BEFORE, DAY, DAY.replace(year=2026)) == [True, False, True]


def test_leaving_what_was_never_covered_is_refused() -> None:
    with pytest.raises(writes.BodyRefusedError, match="ne couvre pas"):
        writes.leave(organisation=body("Chambre"), level="commune", code=REDON, on=DAY, by=None)


def test_merger_people_keep_their_area_and_the_other_body_gains_it() -> None:
    small, big = body("Petite", ("commune", REDON)), body("Grande", ("commune", SAINTES))
    mine, theirs = advisor(small), advisor(big, "b@example.invalid")
    Membership.objects.create(person=mine, organisation=small, title="conseil", valid=since(None))
    writes.merge_bodies(absorbed=small, into=big, on=DAY, by=None)
    assert reached(mine, BEFORE, DAY) == [True, True]
    assert reached(mine, DAY, town=SAINTES) == [False], "A's people do not gain B's area"
    assert reached(theirs, BEFORE, DAY) == [False, True]
    assert reached(theirs, BEFORE, DAY, town=SAINTES) == [True, True]
    assert [row.organisation for row in mine.memberships.order_by("pk")] == [small, big]

    def told_of(day: dt.date) -> str:
        return policies.may(mine, "write", "sources", town=REDON, on=day).body.name

    assert [told_of(BEFORE), told_of(DAY)] == [small.name, big.name]


def test_commune_that_leaves_the_merged_body_leaves_those_who_came_with_it() -> None:
    small, big = body("Petite", ("epci", EPCI)), body("Grande")
    mine, theirs = advisor(small), advisor(big, "b@example.invalid")
    writes.merge_bodies(absorbed=small, into=big, on=BEFORE, by=None)
    writes.leave(organisation=big, level="commune", code=REDON, on=DAY, by=None)
    assert reached(mine, BEFORE, DAY) == reached(theirs, BEFORE, DAY) == [True, False]


def test_body_merges_once_and_never_in_a_ring() -> None:
    one, two, three = body("Une"), body("Deux"), body("Trois")
    writes.merge_bodies(absorbed=one, into=two, on=DAY, by=None)
    for absorbed, into in ((one, three), (two, one), (two, two)):
        with pytest.raises(writes.BodyRefusedError):
            writes.merge_bodies(absorbed=absorbed, into=into, on=DAY, by=None)
    writes.merge_bodies(absorbed=two, into=three, on=DAY, by=None)
    agent = advisor(one)
    assert reads.rights_of(agent, DAY).held[0].body.name == three.name


def square(west: float) -> dict[str, Any]:
    ring = [[west, 47.0], [west + 1, 47.0], [west + 1, 48.0], [west, 48.0], [west, 47.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_commune_merged_into_a_new_one_is_a_district_of_it() -> None:
    names = {"99801": "Valbourg", "99802": "Valmont", "99803": "Val-Neuf"}
    towns = [
        Town.objects.create(insee_code=code, name=name, slug=name.lower(), outline=square(float(n)))
        for n, (code, name) in enumerate(names.items())
    ]
    west, east, new = towns
    agent = Person.objects.create_person("v@example.invalid", "Val")
    writes.give_role(person=agent, role=roles.MANAGER, town=west, start=BEFORE, by=None)
    both = body("Les deux", ("commune", "99801"), ("commune", "99802"))
    one = body("Une", ("commune", "99801"))
    writes.merge_communes(absorbed=[west, east], into=new, on=DAY, by=None)
    inside, outside = (
        policies.Thing("door:1", at=(0.5, 47.5)),
        policies.Thing("door:2", at=(1.5, 47.5)),
    )

    def corrects(thing: policies.Thing, day: dt.date = DAY) -> bool:
        return bool(policies.may(agent, "correct", "premises_state", town=new, obj=thing, on=day))

    assert [corrects(inside), corrects(outside), corrects(inside, BEFORE)] == [True, False, False]
    assert not reads.acts_for(agent, new, DAY), "the new commune as a whole is not theirs"
    assert reads.acts_for(agent, west, DAY), "what was kept of the former commune stays theirs"
    assert reached(advisor(both, "c@example.invalid"), BEFORE, DAY, town="99803") == [False, True]
    assert reached(advisor(one, "d@example.invalid"), DAY, town="99803") == [False]
    assert Perimeter.objects.of(new).count() == 2


def test_changes_are_told_with_the_body_they_are_done_for() -> None:
    chamber = body("Chambre")
    with audit.acting_for("region"):
        writes.cover(organisation=chamber, level="commune", code=REDON, start=DAY, by=None)
        writes.leave(organisation=chamber, level="commune", code=REDON, on=DAY, by=None)
    told = AuditEntry.objects.filter(object_key=chamber.key).order_by("pk")
    assert [(row.verb, row.body_key) for row in told] == [
        ("territory.body_covers", "region"),
        ("territory.body_leaves", "region"),
    ]


PLACES = [
    ("commune", REDON),
    ("commune", SAINTES),
    ("epci", EPCI),
    ("department", "35"),
    ("region", "75"),
]
DAYS = [DAY + dt.timedelta(n) for n in range(-4, 5)]
TOWNS = [REDON, SAINTES, "35013"]


@st.composite
def histories(draw: Any) -> list[tuple[str, Any]]:
    place = st.tuples(st.sampled_from(PLACES), st.sampled_from(DAYS))
    moves = st.one_of(
        st.tuples(st.just("cover"), st.integers(0, 1), place),
        st.tuples(st.just("leave"), st.integers(0, 1), place),
    )
    return draw(st.lists(moves, max_size=7))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories(), merged_on=st.sampled_from(DAYS))
def test_areas_obey_whatever_happened(history: Any, merged_on: dt.date) -> None:
    """No area before its rows; a merger makes the union and takes nothing from anybody."""
    AreaPlace.objects.all().delete()
    pair = body("A"), body("B")
    for verb, which, ((level, code), day) in history:
        try:
            word = {"cover": "start", "leave": "on"}[verb]
            getattr(writes, verb)(
                organisation=pair[which], level=level, code=code, by=None, **{word: day}
            )
        except writes.BodyRefusedError:
            continue
    agents = [advisor(one, f"{one.key}@example.invalid") for one in pair]
    before = held_by(agents)
    writes.merge_bodies(absorbed=pair[0], into=pair[1], on=merged_on, by=None)
    after = held_by(agents)
    for (n, day, town), held in before.items():
        gained = n == 1 and day >= merged_on and before[0, day, town]
        assert after[n, day, town] == (held or gained)


def held_by(agents: list[Person]) -> dict[tuple[int, dt.date, str], bool]:
    """By place in the list, day and town."""
    with permission.keeping():
        return {
            (n, day, town): reads.acts_for(agent, town, day)
            for n, agent in enumerate(agents)
            for day in DAYS
            for town in TOWNS
        }
