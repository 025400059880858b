"""Two thousand observations of twenty devices at once: none lost, none double."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench
    from beffroi.premises.models import SurveyRound

NEEDS_DATABASE = True
DEVICES, NOTES, DOORS = 20, 100, 400  # notes a device: 2,000 in all, several on each door
BATCH = 25
SEED = 20261122
PASSWORD = "Relevé simulé, vingt téléphones"


def run(bench: Bench) -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    import _web as web

    held = build()
    seconds, answers = 0.0, []
    with web.served() as port:
        phones = [Phone(port, n, held) for n in range(DEVICES)]
        seconds, answers = bench.time(
            f"{DEVICES} appareils, {DEVICES * NOTES:,} notes, renvois et désordre",
            lambda: send(phones),
        )
    told = tell(bench, held, phones, answers)
    bench.tell(f"  {told / seconds:,.0f} notes par seconde, renvois compris")


def tell(bench: Bench, held: SurveyRound, phones: Sequence[Phone], answers: Sequence[int]) -> int:
    """What was kept against what was sent; raises nothing, a missed count fails the run."""
    from beffroi.premises.models import FieldNote

    kept = list(FieldNote.objects.of(held.town).filter(round=held).values_list("uuid", flat=True))
    sent = {uuid.UUID(note["uuid"]) for phone in phones for note in phone.notes}
    bench.count("notes perdues", len(sent - set(kept)), at_most=0)
    bench.count("notes en double", len(kept) - len(set(kept)), at_most=0)
    bench.count("notes que personne n’a envoyées", len(set(kept) - sent), at_most=0)
    acknowledged = {one for phone in phones for one in phone.acknowledged}
    bench.count("notes envoyées sans réponse", len(sent) - len(acknowledged), at_most=0)
    bench.count("réponses autres que 200", sum(status != 200 for status in answers), at_most=0)
    return sum(phone.told for phone in phones)


def send(phones: Sequence[Phone]) -> list[int]:
    """Every device at once; the statuses of all answers."""
    threads = [threading.Thread(target=phone.walk) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [status for phone in phones for status in phone.answers]


class Phone:
    """One device: its notes, what the server acknowledged."""

    def __init__(self, port: int, number: int, held: SurveyRound) -> None:
        import _closed_loop as client

        self.visitor = client.Visitor("127.0.0.1", port, address=f"198.51.100.{number + 1}")
        self.path = f"/{held.town.slug}/releves/{held.key}/"
        self.draw = random.Random(SEED + number)
        self.device = f"simule-{number}"
        self.notes = notes(self.device, number, self._doors(number))
        self.acknowledged: set[str] = set()
        self.answers: list[int] = []
        self.told = 0

    def _doors(self, number: int) -> list[str]:
        """Sign in and take the package, as a person would in the morning."""
        import _closed_loop as client

        _status, page, _seconds = self.visitor.ask("/connexion/")
        form = {
            "email": address(number),
            "login": address(number),
            "password": PASSWORD,
            "next": "/",
        }
        form["csrfmiddlewaretoken"] = client.HIDDEN.findall(page)[0]
        status, text, _seconds = self.visitor.ask("/connexion/", form)
        if status != 302:
            raise RuntimeError(f"sign-in of device {number}: {status} {text[:200]}")
        _status, package, _seconds = self.visitor.ask(f"{self.path}paquet.json")
        return [door["id"] for door in json.loads(package)["doors"]]

    def walk(self) -> None:
        """Batches out of order, a third of them twice, until every note was acknowledged."""
        batches = [self.notes[at : at + BATCH] for at in range(0, NOTES, BATCH)]
        batches += self.draw.sample(batches, max(1, len(batches) // 3))
        self.draw.shuffle(batches)
        for batch in batches:
            mixed = self.draw.sample(batch, len(batch))
            self._send([*mixed, mixed[0]])

    def _send(self, told: list[dict[str, Any]]) -> None:
        body = {"protocol": 1, "device": self.device, "sent_at": now(), "notes": told}
        status, text = self._post(json.dumps(body).encode())
        self.answers.append(status)
        self.told += len(told)
        if status == 200:
            self.acknowledged |= set(json.loads(text)["received"])

    def _post(self, body: bytes) -> tuple[int, str]:
        """A POST of JSON with the token of the session, as the shell of the walk sends it."""
        cookies = self.visitor.cookies
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/json", "Accept": "application/json",
            "X-CSRFToken": next(v for k, v in cookies.items() if "csrf" in k),
            "X-Forwarded-For": self.visitor.address, "Origin": f"http://{self.visitor.host}:{self.visitor.port}",
        }  # fmt: skip
        door = self.visitor._door
        door.request("POST", f"{self.path}notes/", body, headers)
        answer = door.getresponse()
        return answer.status, answer.read().decode(errors="replace")


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def notes(device: str, number: int, doors: Sequence[str]) -> list[dict[str, Any]]:
    """A device's hundred notes, the same each time; neighbours share doors."""
    begun = time.time() - 3600
    return [
        {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{device}/{n}")), "seq": n,
            "seen_at": dt.datetime.fromtimestamp(begun + 20 * n, dt.UTC).isoformat(),
            "door": doors[(number * 20 + n) % len(doors)],
            "kind": "unchanged" if n % 7 else "changed",
            "said": {} if n % 7 else {"state": "vacant"},
        }
        for n in range(NOTES)
    ]  # fmt: skip


def address(number: int) -> str:
    return f"appareil-{number}@example.invalid"


def build() -> SurveyRound:
    """A town of 400 doors and twenty surveyors: nothing is drawn by chance."""
    from beffroi.accounts.models import Person
    from beffroi.premises import writes as cells
    from beffroi.premises.writes import rounds
    from beffroi.sources.records import PremisesSeen, SourceFacts
    from beffroi.territory import writes as territory

    town = territory.open_town(
        insee_code="99998", name="Vingt-Téléphones", by=None, is_fictional=True, lon=2.0, lat=46.0
    )
    facts = SourceFacts("survey", as_of=dt.date(2025, 5, 17))
    source = territory.add_source(town=town, facts=facts, label="Simulé", is_simulated=True)
    seen = [
        PremisesSeen(
            f"porte/{n}",
            2.0 + n % 20 / 5000,
            46.0 + n // 20 / 5000,
            "occupied",
            name=f"Commerce {n}",
        )
        for n in range(DOORS)
    ]
    cells.observe(town=town, source=source, scheme="bench", seen=seen, on=dt.date(2025, 5, 17))
    outline = cells.observed_outline(town, margin_m=60)
    centre = territory.add_perimeter(
        town=town, kind="extract", name="Centre", by=None, geometry=outline or {}, is_default=True
    )
    cells.place_within(town=town, perimeter=centre)
    people = [
        Person.objects.create_person(address(n), f"Appareil {n}", PASSWORD) for n in range(DEVICES)
    ]
    for person in people:
        territory.give_role(
            person=person, town=town, role="surveyor", start=dt.date(2025, 1, 1), by=None
        )
    today = dt.date.today()
    return rounds.plan_round(
        town=town,
        perimeter=centre,
        name="Simulé",
        planned_from=today,
        planned_to=today,
        people=people,
        by=None,
    )
