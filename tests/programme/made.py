"""Small made-up agreements, bodies and towns for the tests of this context."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.period import between, since
from beffroi.programme.models import ActionSheet, Agreement, Amendment, Axis, Party
from beffroi.programme.rules.life import State
from beffroi.programme.writes import agreements, parties, texts
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, Town

DAY = dt.date(2025, 3, 10)
FIRST, AFTER = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
_codes = count(99100)


def town(name: str = "Valfictif", code: str = "") -> Town:
    """A town that does not exist."""
    code = code or str(next(_codes))
    made: Town = Town.objects.create(
        insee_code=code,
        name=name,
        slug=f"{name.lower()}-{code}",
        population=21_400,
        is_fictional=True,
    )
    return made


def body(kind: str, name: str, *covers: Town) -> Organisation:
    """A body that does not exist, over these towns."""
    made: Organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        valid=since(None),
        is_fictional=True,
        town=covers[0] if kind == "town" else None,
    )
    for one in covers:
        code = one.insee_code
        territory.cover(organisation=made, level="commune", code=code, start=None, by=None)
    return made


def chamber(*covers: Town, name: str = "Chambre fictive du Val") -> Organisation:
    """A chamber over these towns."""
    return body("chamber", name, *covers)


def hall(place: Town) -> Organisation:
    """The town hall of a town."""
    return body("town", f"Ville de {place.name}", place)


def agreement(place: Town | None, *parties: Organisation, **more: Any) -> Agreement:
    """An agreement over the year 2025 between these bodies, the first of which holds the file."""
    told: dict[str, Any] = {
        "kind": "yearly" if place else "framework",
        "title": "Convention annuelle fictive 2025",
        "valid": between(FIRST, AFTER),
        "state": State.DRAFT,
        "is_fictional": True,
    }
    row: Agreement = Agreement.objects.create(town=place, holder=parties[0], **(told | more))
    for order, one in enumerate(parties):
        Party.objects.create(agreement=row, organisation=one, order=order)
    return row


def whole(place: Town) -> Agreement:
    """An agreement with an axis and its articles, between a chamber and the town hall."""
    row = agreement(place, chamber(place), hall(place))
    Axis.objects.create(agreement=row, code="A", name="Commerce", field="trade")
    texts.begin_with_model(agreement=row, by=None)
    Amendment.objects.create(agreement=row, number=1, title="Avenant fictif", effective_on=DAY)
    return row


def signed(row: Agreement, on: dt.date = DAY) -> Agreement:
    """Led from draft to force, every party having decided and signed that day."""
    for name in ("negotiate", "deliberate", "sign", "begin"):
        for party in row.parties.all():
            if name == "deliberate":
                parties.deliberate(party=party, by=None, number="12", adopted_on=on)
            elif name == "sign":
                parties.sign(party=party, on=on, by=None)
        row = agreements.take_step(agreement=row, name=name, on=on, by=None)
    return row


def advisor(of: Organisation, email: str = "conseil@example.invalid") -> Person:
    """An advisor on the area of a body."""
    return holder(roles.ADVISOR, email, scope=roles.AREA, organisation=of)


def manager(of: Town, email: str = "manager@example.invalid") -> Person:
    """The manager of a town centre."""
    return holder(roles.MANAGER, email, scope=roles.TOWN, town=of)


def holder(role: str, email: str, **target: Any) -> Person:
    """Somebody who holds a role since 2020."""
    person = stranger(email)
    territory.give_role(person=person, role=role, start=dt.date(2020, 1, 1), by=None, **target)
    return person


def stranger(email: str = "passant@example.invalid") -> Person:
    """Somebody who holds nothing."""
    person: Person = Person.objects.create_person(email, email.split("@")[0].capitalize())
    return person


def sheet(of: Agreement, code: str = "A1", **facts: Any) -> ActionSheet:
    """A sheet of this agreement."""
    facts = {"title": f"Action fictive {code}", "is_fictional": True} | facts
    made = ActionSheet(agreement=of, town=of.town, code=code, **facts)
    made.save()
    return made


def four_o_clock(on: dt.date | None = None, zone: str = "Europe/Paris") -> int:
    """The instant of the morning's jobs on a day (today), in seconds."""
    day = on or timezone.localdate()
    return int(dt.datetime(day.year, day.month, day.day, 4, 41, tzinfo=ZoneInfo(zone)).timestamp())
