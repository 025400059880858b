"""Online-sales cases: signals are no proof, each step has its dated law, nobody outside reads any."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.accounts.models import Message
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.premises import reads
from beffroi.premises.models import OnlineSalesCase, Premises
from beffroi.premises.reads.cases import cases, steps_told, texts_known
from beffroi.premises.rules.case_law import law_of, superseded
from beffroi.premises.rules.cases import (
    BY_NAME,
    NEEDS,
    TRANSITIONS,
    CaseRefused,
    State,
    check,
    ways_from,
)
from beffroi.premises.writes import cases as writes
from beffroi.territory import writes as territory
from beffroi.territory.models import Town
from tests.premises import factories as make
from tests.premises.factories import D19

DAY = dt.date(2024, 5, 6)
SOURCE, WORDS = "Ronde-du-commerce-unique", "Vitrine-opaque-unique"
DOC = Path(__file__).parents[2] / "docs/algorithms/online-sales-case.md"


def test_the_page_is_the_table() -> None:
    page = DOC.read_text(encoding="utf-8")
    for way in TRANSITIONS:
        start = ", ".join(state for state in State if state in way.start)
        assert f"| `{way.name}` | {start} | {way.end} | {', '.join(way.needs) or '–'} |" in page
        assert all(f"{state} --> {way.end}: {way.name}" in page for state in way.start)


def test_life_of_a_case_is_its_table() -> None:
    everything = frozenset(NEEDS)
    for way in TRANSITIONS:
        for state in State:
            if state in way.start:
                assert check(way.name, state, everything).end == way.end
                for need in way.needs:
                    with pytest.raises(CaseRefused):
                        check(way.name, state, everything - {need})
            else:
                with pytest.raises(CaseRefused):
                    check(way.name, state, everything)
    assert ways_from(State.WITHDRAWN) == []
    assert {way.end for way in TRANSITIONS} | {State.SIGNALLED} == set(State)


def test_no_procedure_without_a_visit_and_a_qualification() -> None:
    for way in TRANSITIONS:
        if way.end in (State.NOTICE, State.LITIGATION):
            assert way.start <= {State.WAREHOUSE, State.KITCHEN, State.NOTICE}
        if way.end in (State.SHOP, State.WAREHOUSE, State.KITCHEN):
            assert way.start == {State.VISITED}


@pytest.mark.parametrize(
    ("step", "on", "keys"),
    [
        ("find_warehouse", dt.date(2022, 6, 1), {"guide-2022"}),
        ("find_warehouse", dt.date(2023, 3, 21), {"guide-2022"}),
        ("find_warehouse", dt.date(2023, 3, 22), {"arrete-2023"}),
        ("find_warehouse", DAY, {"arrete-2023", "ce-468360"}),
        ("find_kitchen", dt.date(2023, 6, 30), set()),
        ("find_kitchen", dt.date(2023, 7, 1), {"decret-2023-195"}),
        ("find_shop", dt.date(2021, 1, 1), set()),
    ],
)
def test_the_text_in_force_on_the_day_of_the_step(step: str, on: dt.date, keys: set[str]) -> None:
    assert {text.key for text in law_of(step, on, texts_known())} == keys


def test_the_guide_of_2022_is_superseded_and_names_its_successor() -> None:
    (past,) = superseded("find_warehouse", DAY, texts_known())
    assert past.key == "guide-2022"
    assert past.superseded_by in {text.key for text in texts_known()}
    assert all(text.source and text.steps <= set(BY_NAME) for text in texts_known())


@pytest.fixture
def town(db: None) -> Town:
    return make.street_with_a_doubt()


@pytest.fixture
def agent(town: Town) -> Any:
    who = make.person("Sacha")
    territory.give_role(person=who, town=town, role=roles.MANAGER, start=D19, by=None)
    return who


@pytest.fixture
def case(town: Town, agent: Any) -> OnlineSalesCase:
    door = Premises.objects.of(town).get(refs__value="node/1")
    return writes.open_case(
        premises=door, kind="opaque_window", source=SOURCE, seen_on=DAY, by=agent, words=WORDS
    )


def walk(case: OnlineSalesCase, agent: Any, *names: str) -> None:
    for name in names:
        writes.take_step(case=case, name=name, on=DAY, by=agent, words=f"{WORDS} {name}")


def test_a_case_from_signal_to_litigation_keeps_its_law(case: OnlineSalesCase, agent: Any) -> None:
    walk(case, agent, "take_up", "visit", "find_warehouse", "notify", "litigate", "cease")
    case.refresh_from_db()
    assert case.state == State.CLOSED
    told = {one.step.name: one for one in steps_told(case)}
    law = {text.key for text in told["notify"].law}
    assert law == {"arrete-2023", "ce-468360", "r421-17-b"}  # nothing of kitchens
    assert [text.key for text in told["find_warehouse"].past] == ["guide-2022"]
    assert told["visit"].law == []
    assert told["visit"].who == "Sacha"


def test_steps_come_in_order_and_never_in_advance(case: OnlineSalesCase, agent: Any) -> None:
    walk(case, agent, "take_up")
    for on in (DAY - dt.timedelta(days=1), dt.date(2099, 1, 1)):
        with pytest.raises(CaseRefused):
            writes.take_step(case=case, name="visit", on=on, by=agent, words="vu")
    with pytest.raises(CaseRefused):
        writes.take_step(case=case, name="visit", on=DAY, by=agent, words="  ")
    with pytest.raises(CaseRefused):
        writes.take_step(case=case, name="notify", on=DAY, by=agent, words="vite")
    with pytest.raises(CaseRefused):
        writes.add_signal(
            case=case, kind="couriers", source="x", seen_on=dt.date(2099, 1, 1), by=agent
        )


def test_no_kitchen_before_the_decree(case: OnlineSalesCase, agent: Any) -> None:
    before = dt.date(2023, 6, 30)
    for name in ("take_up", "visit"):
        writes.take_step(case=case, name=name, on=before, by=agent, words="vu")
    with pytest.raises(CaseRefused, match="en vigueur"):
        writes.take_step(case=case, name="find_kitchen", on=before, by=agent, words="vu")


def test_one_live_case_a_door(case: OnlineSalesCase, agent: Any) -> None:
    again = writes.open_case(
        premises=case.premises, kind="couriers", source="x", seen_on=DAY, by=agent
    )
    assert again == case
    assert case.signals.count() == 2
    walk(case, agent, "withdraw")
    fresh = writes.open_case(
        premises=case.premises, kind="couriers", source="x", seen_on=DAY, by=agent
    )
    assert fresh != case


PATHS = (
    "", "carte/", "carte/locaux.geojson", "carte/chiffres.json", "rues/", "rues/rue-du-four/",
    "locaux/", "locaux/?format=csv", "indicateurs/", "donnees/", "diagnostics/", "frequentation/",
    "donnees-ouvertes/", "donnees-ouvertes/catalogue.ttl", "integrer/carte/", "integrer/chiffre/",
)  # fmt: skip
ABOVE = (
    "/",
    "/systemes/",
    "/api/v1/towns",
    "/api/v1/towns/{code}",
    "/api/v1/towns/{code}/premises",
    "/en/",
)
OTHERS = (roles.ADVISOR, roles.ELECTED, roles.SURVEYOR, roles.ASSOCIATION, roles.BODY_ADMIN)


def pages(client: Client, case: OnlineSalesCase) -> list[tuple[str, bytes]]:
    """What a reader gets of the town: pages, feeds, exports, the journal where they have it."""
    door = f"locaux/{case.premises.public_id}/"
    above = [path.format(code=case.premises.town.insee_code) for path in ABOVE]
    for_all = [*(f"/essai/{path}" for path in (*PATHS, door)), *above]
    inside = ("journal/", "releves/", "releves/prochaine-rue/", "signalements/")
    answers = [
        (path, client.get(path)) for path in (*for_all, *(f"/essai/{one}" for one in inside))
    ]
    unread = {path for path, answer in answers if answer.status_code != 200} & set(for_all)
    assert not unread, "a page that everybody reads was not read"
    return [
        (path, b"".join(answer) if answer.streaming else answer.content)
        for path, answer in answers
        if answer.status_code == 200
    ]


@pytest.mark.system("001-10")
@pytest.mark.parametrize("withdrawn", [False, True])
def test_no_trace_outside_the_team(
    town: Town, case: OnlineSalesCase, agent: Any, withdrawn: bool
) -> None:
    """No map of suspects; a withdrawn case leaves no trace. What others read is what it was."""
    walk(case, agent, *(["withdraw"] if withdrawn else ["take_up", "visit", "find_warehouse"]))
    strings = [SOURCE, WORDS, case.key, "vente-en-ligne", "online"]
    readers = [Client()]
    for role in OTHERS:
        who = make.person(f"Lecteur {role}".replace(" ", "."))
        territory.give_role(person=who, town=town, role=role, start=D19, by=None)
        readers.append(Client())
        readers[-1].force_login(who)
    seen = 0
    for reader in readers:
        for path, body in pages(reader, case):
            assert [word for word in strings[:3] if word.encode() in body] == [], path
            assert b"/vente-en-ligne/" not in body, path
            seen += 1
        for path in ("", "nouveau/", f"{case.key}/"):
            assert reader.get(f"/essai/vente-en-ligne/{path}").status_code in (302, 403)
    assert seen > 60, "pages were hardly read"
    assert not Message.objects.exists()
    told = [f"{row.verb} {row.object_key} {row.data}" for row in AuditEntry.objects.all()]
    assert [line for line in told if case.key in line or WORDS in line or "case" in line] == []


def test_a_case_changes_nothing_of_its_door(
    client: Client, town: Town, case: OnlineSalesCase, agent: Any
) -> None:
    path = f"/essai/locaux/{case.premises.public_id}/"
    before = (reads.counts_by_key(reads.counted(town, D19)), len(client.get(path).content))
    walk(case, agent, "take_up", "visit", "find_warehouse", "notify")
    assert (reads.counts_by_key(reads.counted(town, D19)), len(client.get(path).content)) == before


def test_agent_keeps_a_case_by_its_pages(town: Town, agent: Any) -> None:
    client = Client()
    client.force_login(agent)
    door = Premises.objects.of(town).get(refs__value="node/2")
    signal = {"kind": "couriers", "source": SOURCE, "seen_on": "2024-05-06", "words": ""}
    assert (
        client.post("/essai/vente-en-ligne/nouveau/", signal | {"door": "99001-NON"}).status_code
        == 422
    )
    made = client.post("/essai/vente-en-ligne/nouveau/", signal | {"door": door.public_id})
    assert made.status_code == 302
    page = made["Location"]
    assert client.post(f"{page}signal/", signal).status_code == 302
    step = {"name": "take_up", "happened_on": "2024-05-06", "words": ""}
    assert client.post(f"{page}etape/", step).status_code == 302
    assert client.post(f"{page}etape/", step).status_code == 422  # not twice
    for name in ("visit", "find_kitchen"):
        told = {"name": name, "happened_on": "2024-05-07", "words": WORDS}
        assert client.post(f"{page}etape/", told).status_code == 302
    text = client.get(page).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "2023-195" in text
    assert WORDS in text
    assert "bail" in client.get("/essai/vente-en-ligne/").content.decode()
    assert client.post(f"{page}etape/", told | {"name": "withdraw"}).status_code == 302
    assert cases(town) == []
    assert len(cases(town, withdrawn=True)) == 1


def test_list_costs_the_same_with_more_cases(
    client: Client, town: Town, case: OnlineSalesCase, agent: Any
) -> None:
    client.force_login(agent)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/essai/vente-en-ligne/").status_code == 200
        return len(caught)

    cost()
    few = cost()
    for door in Premises.objects.of(town).exclude(pk=case.premises_id):
        writes.open_case(premises=door, kind="couriers", source="x", seen_on=DAY, by=agent)
    assert cost() == few
