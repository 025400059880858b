"""Load the demo's territories; safe to run twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.portal.demo.agreements import load_agreements
from beffroi.portal.demo.alerts import load_alerts
from beffroi.portal.demo.clairvoisne import load_clairvoisne
from beffroi.portal.demo.diagnoses import load_diagnoses
from beffroi.portal.demo.federation import load_federation
from beffroi.portal.demo.field_round import load_round
from beffroi.portal.demo.footfall import load_footfall
from beffroi.portal.demo.hours import load_hours
from beffroi.portal.demo.lyon4 import load_lyon4
from beffroi.portal.demo.online_case import load_case
from beffroi.portal.demo.people import FICTIONAL_TOWN, PEOPLE, load_people
from beffroi.portal.demo.redon import load_redon
from beffroi.portal.demo.reports import load_reports
from beffroi.portal.demo.shops import load_shop
from beffroi.portal.demo.studies import load_studies
from beffroi.portal.demo.trades import load_trades
from beffroi.portal.demo.visits import load_visit
from beffroi.programme.reads.pack import programmes_told
from beffroi.programme.writes.context import load_context
from beffroi.programme.writes.programmes import load_programme
from beffroi.territory.models import Town

LOADERS: tuple[tuple[str, str, Callable[[], Town]], ...] = (
    ("35236", "Redon", load_redon),
    ("00001", "Clairvoisne (ville fictive)", load_clairvoisne),
    ("69384", "Lyon 4e", load_lyon4),
)


class Command(BaseCommand):
    """beffroi load_demo"""

    help = "Charge les territoires de la démonstration."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--again", action="store_true", help="relire les fichiers déjà chargés")

    def handle(self, *args: Any, **options: Any) -> None:
        held = set(Town.objects.values_list("insee_code", flat=True))
        towns = []
        for code, name, load in LOADERS:
            if code in held and not options["again"]:
                continue
            started = time.monotonic()
            with transaction.atomic():  # a town half loaded is worse than none
                towns.append(load())
            self.stdout.write(f"  {name} : {time.monotonic() - started:.1f} s")
        for slug in programmes_told():
            load_programme(slug=slug)
        load_context()
        load_people(list(Town.objects.all()))
        fictional = Town.objects.filter(insee_code=FICTIONAL_TOWN).first()
        _invented(fictional, Person.objects.get(key=PEOPLE[1][0]))
        load_alerts(Town.objects.all(), by=Person.objects.get(key=PEOPLE[1][0]))
        load_visit(fictional, by=Person.objects.get(key=PEOPLE[1][0]))
        load_studies(fictional, by=Person.objects.get(key=PEOPLE[0][0]))
        load_diagnoses(Town.objects.all(), by=Person.objects.get(key=PEOPLE[0][0]))


def _invented(town: Town | None, manager: Person) -> None:
    """What lives in the invented town: its agreement, passers-by, round, reports, shop and case."""
    load_agreements(town)
    load_footfall(town)
    load_trades(town, by=manager)
    load_hours(town, by=manager)
    load_federation(town)
    load_round(town)
    load_reports(town)
    load_shop(town)
    load_case(town, by=manager)
