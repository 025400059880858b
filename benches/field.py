"""Two thousand observations of twenty devices at once: none lost, none double."""

from __future__ import annotations

import datetime as dt
import sys
import threading
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
    import _phones as phones_of
    import _web as web

    held = build(phones_of)
    seconds, answers = 0.0, []
    with web.served() as port:
        phones = [phones_of.Phone(port, n, held) for n in range(DEVICES)]
        seconds, answers = bench.time(
            f"{DEVICES} appareils, {DEVICES * phones_of.NOTES:,} notes, renvois et désordre",
            lambda: send(phones),
        )
    told = tell(bench, held, phones, answers)
    bench.tell(f"  {told / seconds:,.0f} notes par seconde, renvois compris")


def tell(bench: Bench, held: SurveyRound, phones: Sequence[Any], answers: Sequence[int]) -> int:
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


def send(phones: Sequence[Any]) -> list[int]:
    """Every device at once; the statuses of all answers."""
    threads = [threading.Thread(target=phone.walk) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [status for phone in phones for status in phone.answers]


def build(phones: Any) -> SurveyRound:
    """A town of 400 doors and twenty surveyors: nothing is drawn by chance."""
    from beffroi.accounts.models import Person
    from beffroi.premises.writes import rounds
    from beffroi.territory import writes as territory

    town, centre = place()
    people = [
        Person.objects.create_person(phones.address(n), f"Appareil {n}", phones.PASSWORD)
        for n in range(DEVICES)
    ]
    start, today = dt.date(2025, 1, 1), dt.date.today()
    for person in people:
        territory.give_role(person=person, town=town, role="surveyor", start=start, by=None)
    return rounds.plan_round(
        town=town, perimeter=centre, name="Simulé", planned_from=today, planned_to=today,
        people=people, by=None,
    )  # fmt: skip


def place() -> tuple[Any, Any]:
    """The town with its doors, and the perimeter that holds them."""
    from beffroi.premises import writes as cells
    from beffroi.sources.records import PremisesSeen, SourceFacts
    from beffroi.territory import writes as territory

    town = territory.open_town(
        insee_code="99998", name="Vingt-Téléphones", by=None, is_fictional=True, lon=2.0, lat=46.0
    )
    facts = SourceFacts("survey", as_of=dt.date(2025, 5, 17))
    source = territory.add_source(town=town, facts=facts, label="Simulé", is_simulated=True)
    seen = [
        PremisesSeen(f"porte/{n}", 2.0 + n % 20 / 5000, 46.0 + n // 20 / 5000, "occupied")
        for n in range(DOORS)
    ]
    cells.observe(town=town, source=source, scheme="bench", seen=seen, on=dt.date(2025, 5, 17))
    outline = cells.observed_outline(town, margin_m=60) or {}
    centre = territory.add_perimeter(
        town=town, kind="extract", name="Centre", by=None, geometry=outline, is_default=True
    )
    cells.place_within(town=town, perimeter=centre)
    return town, centre
