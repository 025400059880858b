"""The table of rights against the real answers: every route of a town, every role, a stranger.

What the table grants opens the page; what it does not is refused, by the same request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponse, HttpResponseForbidden
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.accounts.rules.table import GROUPS
from beffroi.config import urls
from beffroi.kernel.permission import ACTING, Need
from beffroi.merchants.models import ShopStatement
from beffroi.observatory import writes as observatory
from beffroi.observatory.models import (
    Alert,
    AlertRule,
    Diagnosis,
    Finding,
    Publication,
    ReceivedObservatory,
    Restitution,
    Study,
)
from beffroi.premises.models import DoorVisit, OnlineSalesCase, Premises, SurveyRound
from beffroi.programme.models import Agreement, Envelope, Party
from beffroi.programme.writes import envelopes
from beffroi.territory import reads
from beffroi.territory.models import ImportRun, Source, Street, Town
from tests.observatory import towns
from tests.observatory.observatories import told as told_by_another
from tests.place import made as counting
from tests.premises import made_rounds as rounds
from tests.premises import made_trades as trades
from tests.programme import made as agreements
from tests.programme import made_governance as governance
from tests.programme import made_sheets as sheets

from .people import ELSEWHERE, STRANGER, everybody
from .routes import routes, takes_forms

pytestmark = pytest.mark.django_db
VISITOR = "visitor"
REVIEWS = [f"agreement_reviews_{page}" for page in ("year", "comment", "close", "publish", "pdf")]


@pytest.fixture
def place() -> Town:
    made = towns.town()
    towns.mapped(made, vacant=5, total=45)
    centre = reads.perimeter(made)
    assert centre is not None
    observatory.publish_diagnosis(town=made, perimeter=centre, on=towns.FIRST, by=None)
    agreement = agreements.whole(made)
    pocket = envelopes.set_aside(agreement=agreement, by=None, year=2025, amount=Decimal(9))
    envelopes.draw(envelope=pocket, amount=Decimal(1), on=towns.FIRST, label="Un tirage", by=None)
    sheets.whole(agreement)
    rounds.planned(made)
    trades.wish(trades.plan(made))
    trades.hours(made, key=trades.HOURS)
    counting.counter(made)
    OnlineSalesCase.objects.create(premises=Premises.objects.of(made).first(), opened_by="-")
    DoorVisit.objects.create(
        premises=Premises.objects.of(made).first(), on=towns.FIRST, met="owner"
    )
    governance.whole(agreement)
    rule = AlertRule.objects.create(town=made, perimeter=centre.slug)
    Alert.objects.create(
        rule=rule, number=1, rung_on=towns.FIRST, noticed_on=towns.FIRST, place="Centre-ville",
        figure={"vacant": 5, "total": 45, "rate": 0.1, "asked": {"threshold": 0.1, "indicator": "vacancy_rate"}},
    )  # fmt: skip
    ReceivedObservatory.objects.create(
        town=made, name="Valbrume", made_on=towns.FIRST, content=told_by_another().as_data()
    )
    meeting = Restitution.objects.create(
        diagnosis=Diagnosis.objects.of(made).get(), held_on=towns.FIRST, place="Halle",
        published_at=timezone.now(),
    )  # fmt: skip
    meeting.questions.create(number=1, asked_by="press", text="Quand ?", due_on=towns.SECOND)
    study = Study.objects.create(town=made, perimeter=centre, true_on=towns.FIRST)
    Finding.objects.create(study=study, key="constat", text="Un constat", question="Combien ?")
    Publication.objects.create(town=made, perimeter=centre, true_on=towns.FIRST)
    ImportRun.objects.create(town=made, file_name="a.osm", stored_as="/kept/a.osm", state="done")
    return made


@pytest.fixture
def cast(place: Town) -> dict[str, Person]:
    own = Premises.objects.of(place).first()
    return everybody(place, towns.town("Vieux-Moulin", "00043"), f"premises:{own.public_id}")


def parts(name: str, place: Town) -> dict[str, Any]:
    """What the path of a route asks for, from the rows of the town."""
    special: dict[str, dict[str, Any]] = {
        "street": {"slug": Street.objects.of(place).first().slug},
        "street_years": {"slug": Street.objects.of(place).first().slug},
        "street_poster": {"slug": Street.objects.of(place).first().slug},
        "indicator": {"slug": "vacancy-rate"},
        "open_data_schema": {"key": "locaux"},
        "open_data_file": {"key": "locaux", "ending": "csv"},
        "town_style": {"version": 0},
        "town_arms": {"version": 0},
        "agreement_parties_one": {"number": Party.objects.latest("pk").pk},
        "agreement_text_article": {"slug": "objet"},
        "agreement_axes_change": {"code": "A"},
        **{name: {"year": 2025} for name in REVIEWS},
        "agreement_axes_page": {"code": "1"},
        "agreement_axes_track": {"code": "1"},
        "agreement_axes_measure": {"code": "1", "number": 0},
        "agreement_axes_untrack": {"code": "1", "number": 0},
        "footfall_counter_describe": {"slug": "halle"},
        "footfall_counter": {"slug": "halle"},
        "footfall_event": {"key": counting.EVENT},
        "footfall_event_withdraw": {"key": counting.EVENT},
        "diagnosis": {"number": 1},
        "alert": {"number": 1},
        "alert_acknowledge": {"number": 1},
        "alert_close": {"number": 1},
        "diagnosis_pdf": {"number": 1},
        "diagnosis_drawing": {"number": 1, "name": "map"},
        "premises": {"public_id": Premises.objects.of(place).first().public_id},
        "correct_street": {"public_id": Premises.objects.of(place).first().public_id},
    }
    if name.startswith("online_case") and name not in {"online_cases", "online_case_new"}:
        return {"key": OnlineSalesCase.objects.of(place).get().key}
    if name.startswith("shared_hours_") and name != "shared_hours_new":
        return {"key": trades.HOURS}
    if name == "trades" or name.startswith("trade_"):
        return trades.parts(name, place)
    if name == "door_visit_share":
        return {"number": DoorVisit.objects.of(place).get().pk}
    if name == "door_photo":
        return {**special["premises"], "photo": uuid4()}
    if name in {"shop", "shop_named"}:
        kept = ShopStatement.objects.of(place).first().shop
        return {"public_id": kept.public_id} | ({"slug": "-"} if name == "shop_named" else {})
    if name.startswith("shop_fact"):
        said = ShopStatement.objects.of(place).first()
        more = {"shop_fact": {"word": "phone"}, "shop_facts": {}}.get(name, {"key": said.key})
        return {"shop_id": said.shop.public_id, **more}
    if name.startswith(("door_report_", "door_visit")) or name == "door_report":
        return special["premises"]
    if name.startswith("agreement_amendments_") and name != "agreement_amendments_new":
        return {"agreement_key": Agreement.objects.of(place).get().key, "number": 1}
    if name in {"agreement_new", "agreement_draft"}:
        return {}
    if name in {"observatory_show", "observatory_withdraw"}:
        return {"key": ReceivedObservatory.objects.of(place).get().key}
    if name.startswith("agreement_draw"):
        pocket = Envelope.objects.get()
        part = {"draw": pocket.draws.get().pk} if "cancel" in name else {"envelope": pocket.pk}
        return {"agreement_key": pocket.agreement.key, **part}
    governed = governance.parts(name, place)
    if governed is not None:
        return governed
    if name == "agreement" or name.startswith("agreement_"):
        return {"agreement_key": Agreement.objects.of(place).get().key, **special.get(name, {})}
    if name in {"walk_home", "walk_worker", "walk_manifest"}:
        return {}
    if name == "walk" or (
        name.startswith(("walk_", "round_")) and name not in {"round_new", "round_next"}
    ):
        held = SurveyRound.objects.of(place).get(protocol_version=1, version=1)
        return {"round_key": held.key, **rounds.parts(name, place)}
    if name == "alert_rule":
        return {"number": AlertRule.objects.of(place).get().pk}
    if name.startswith("restitution"):
        return {"number": 1} | ({"question": 1} if name == "restitution_answer" else {})
    if name == "study_new":
        return {}
    if name == "sheet_from_finding":
        return {"number": 1, "key": "constat"}
    if name.startswith(("study", "finding")):
        number = 1 if name == "study_next" else Study.objects.of(place).get().pk
        keyed = name in {"finding", "finding_leave"}
        return {"number": number} | ({"key": "constat"} if keyed else {})
    if name.startswith("publication"):
        return {"number": Publication.objects.of(place).get().pk}
    if name == "sheet" or name.startswith("sheet_"):
        return sheets.parts(name, place)
    if name.startswith("source_"):
        return {"number": Source.objects.of(place).first().pk}
    if name.startswith("import_") and name != "import_more":
        return {"number": ImportRun.objects.of(place).first().pk}
    return special.get(name, {})


def guarded() -> list[tuple[str, Any]]:
    """Routes of a town that the table guards."""
    found = [
        (name, view)
        for name, path, view in routes()
        if path.startswith("<slug:town>/") and getattr(view, "audience", None) == ACTING
    ]
    assert len(found) >= 8
    return found


Clients = dict[str, Client]


@pytest.fixture
def clients(cast: dict[str, Person]) -> Clients:
    """A browser each, signed in once: that costs a third of a page; and a visitor's."""
    made = {who: Client(raise_request_exception=False) for who in (VISITOR, *cast)}
    for who, person in cast.items():
        made[who].force_login(person)
    return made


def ask(client: Client, url: str, view: Any) -> int | str:
    """The status of the answer, "sign in" when it leads there; what it wrote is taken back, so that
    each is asked of the same rows."""
    with transaction.atomic():
        answer = client.post(url) if takes_forms(view) else client.get(url)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer["Location"].startswith(reverse("sign_in")):
        return "sign in"
    return answer.status_code


def address(name: str, place: Town) -> str:
    return reverse(name, kwargs={"town": place.slug, **parts(name, place)})


@contextmanager
def door_alone() -> Iterator[None]:
    """The door answers, and whom it lets in finds an empty room. A refusal says no more than its
    status: to draw its page costs as much as all before it, and how it looks hangs on the person
    and the town, not on each route for each person."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "handler403", lambda *_asked, **_why: HttpResponseForbidden())
        patch.setattr(
            BaseHandler, "make_view_atomic", lambda *_view: lambda *_a, **_k: HttpResponse()
        )
        yield


def granted(role: str, need: Need) -> bool:
    """What the table says of a member of this town who holds the role, about what is theirs."""
    held = (
        (role, roles.SIGNED_IN, roles.EVERYBODY)
        if role in roles.ROLES
        else (roles.SIGNED_IN, roles.EVERYBODY)
    )
    grants = [GROUPS[need.group].cell(one).grant(need.verb) for one in held]
    if () in grants:
        return True
    if ("on_the_round",) in grants and need.verb == "read" and not need.obj:
        return True  # a list, which shows a surveyor the rounds they walk
    # What is somebody's own in this cast is a premises: nobody's own is an agreement or a sheet.
    return need.obj == "public_id" and any(grant == ("own_object",) for grant in grants)


@dataclass
class Walked:
    """What answered otherwise than the table says, and how many were tried."""

    wrong: list[tuple[str, str, int | str]] = field(default_factory=list)
    refused: int = 0
    opened: int = 0


def walk(place: Town, clients: Clients, asked: Callable[[str, Any], dict[str, bool]]) -> Walked:
    """Each guarded route by those whom `asked` names, each to the end (True) or to the door."""
    told = Walked()
    for name, view in guarded():
        url = address(name, place)
        assert ask(clients[VISITOR], url, view) == "sign in"
        for who, to_the_end in asked(name, view).items():
            with nullcontext() if to_the_end else door_alone():
                status = ask(clients[who], url, view)
            assert status != 500, (name, who)
            allowed = who != ELSEWHERE and granted(who, view.need)
            told.refused, told.opened = told.refused + (not allowed), told.opened + allowed
            if (status == 403) is allowed:
                told.wrong.append((name, who, status))
    assert told.refused > 60, "refusals were hardly tried"
    assert told.opened > 20, "grants were hardly tried"
    return told


@pytest.mark.timeout(900)  # several hundred requests, more with each page
def test_each_guarded_route_answers_those_whom_the_table_lets(
    place: Town, cast: dict[str, Person], clients: Clients
) -> None:
    """Each route: the stranger, who sees why, somebody of elsewhere, one whom the table refuses;
    two whom it lets in, to the end; another two at each route. All at the door of each need."""
    turn, doors = count(), set[tuple[Any, ...]]()

    def asked(name: str, view: Any) -> dict[str, bool]:
        members = [who for who in cast if who not in (STRANGER, ELSEWHERE)]
        at = next(turn) % len(members)
        members = members[at:] + members[:at]
        let_in = [who for who in members if granted(who, view.need)]
        kept_out = [who for who in members if who not in let_in]
        ends = {STRANGER: True, ELSEWHERE: False}
        ends |= dict.fromkeys(kept_out[:1], False) | dict.fromkeys(let_in[:2], True)
        door = (view.need, view.need.obj in parts(name, place))
        if door not in doors:  # as each of the cast, once for each question the door asks
            doors.add(door)
            ends = dict.fromkeys(cast, False) | ends
        return ends

    assert walk(place, clients, asked).wrong == []
    assert len(doors) > 20


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_each_guarded_route_answers_each_of_the_cast_to_the_end(
    place: Town, cast: dict[str, Person], clients: Clients
) -> None:
    assert walk(place, clients, lambda _name, _view: dict.fromkeys(cast, True)).wrong == []


def test_what_is_public_opens_to_a_visitor_a_stranger_and_a_member(
    place: Town, clients: Clients
) -> None:
    seen = []
    for name, path, view in routes():
        if path.startswith("<slug:town>/") and getattr(view, "audience", None) == "public":
            url, people = address(name, place), (VISITOR, STRANGER, ELSEWHERE, roles.MANAGER)
            answers = {ask(clients[who], url, view) for who in people}
            seen.append((name, answers))
    assert len(seen) > 14
    told = {"town_arms": {404}, "door_report": {422}}  # none hung; nothing said
    told |= {"shop": {301}, "shop_named": {301}}  # led to its name of now
    told |= {"open_data_file": {404}, "observatory_document": {404}}  # none made
    told |= {"oembed": {404}}  # no address asked
    told |= {"door_photo": {404}}  # none shown
    assert [one for one in seen if one[1] != told.get(one[0], {200})] == []


def test_own_premises_only(place: Town, cast: dict[str, Person]) -> None:
    other = Premises.objects.of(place).last()
    client = Client()
    client.force_login(cast[roles.MERCHANT])
    url = reverse("correct_street", args=[place.slug, other.public_id])
    assert client.post(url).status_code == 403


def test_refusal_is_a_sentence_that_says_who_could(place: Town, cast: dict[str, Person]) -> None:
    client = Client()
    client.force_login(cast[STRANGER])
    answer = client.post(reverse("import_more", args=[place.slug]))
    assert answer.status_code == 403
    assert "manager de centre-ville" in answer.content.decode()
