"""The journal: sentences, filters, pages by keyset, who may read it, erased people."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel import audit, journal
from beffroi.kernel.journal import Asked
from beffroi.kernel.models import AuditEntry
from beffroi.kernel.period import since
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, RoleAssignment, Town

pytestmark = pytest.mark.django_db


def said(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return re.sub(r"[\u202f\u00a0]", " ", answer.content.decode())


def person(name: str) -> Person:
    made: Person = Person.objects.create_person(f"{name.lower()}@example.invalid", name)
    return made


@pytest.fixture
def town() -> Town:
    return territory.open_town(insee_code="00042", name="Saint-Vire", by=None)


@pytest.fixture
def camille(town: Town) -> Person:
    made = person("Camille")
    territory.give_role(
        person=made, town=town, role=roles.ADVISOR, start=dt.date(2020, 1, 1), by=None
    )
    return made


def signed(someone: Person) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def test_entry_reads_as_a_sentence_with_its_body(town: Town, camille: Person) -> None:
    chamber = Organisation.objects.create(kind="chamber", name="Chambre fictive", valid=since(None))
    audit.record(
        "territory.source_removed", by=camille, town="00042", on="osm/00042", reason="erreur",
        body=chamber.key,
    )  # fmt: skip
    page = said(signed(camille).get("/saint-vire/journal/"))
    assert "Camille a retiré la source (supprimée) (motif : erreur), pour Chambre fictive" in page
    assert "Beffroi a ouvert la ville" in page


def test_three_stories(town: Town, camille: Person, client: Client) -> None:
    assert signed(camille).get("/saint-vire/journal/").status_code == 200
    neighbour = person("Sacha")
    other = territory.open_town(insee_code="00043", name="Ailleurs", by=None)
    territory.give_role(person=neighbour, town=other, role=roles.ADVISOR, start=dt.date(2020, 1, 1), by=None)  # fmt: skip
    refused = signed(neighbour).get("/saint-vire/journal/")
    assert refused.status_code == 403
    assert "Saint-Vire" in refused.content.decode()
    assert signed(neighbour).get("/saint-vire/journal/export/").status_code == 403
    stranger = client.get("/saint-vire/journal/")
    assert stranger.status_code == 302
    assert stranger["Location"].startswith("/connexion/")


def test_journal_of_the_installation_is_its_administrators(town: Town, camille: Person) -> None:
    assert signed(camille).get("/journal/").status_code == 403
    admin = person("Ada")
    RoleAssignment.objects.create(
        person=admin, role=roles.INSTALLATION_ADMIN, scope=roles.INSTALLATION, valid=since(None)
    )
    page = said(signed(admin).get("/journal/"))
    assert "Beffroi a ouvert la ville" in page
    assert "· Saint-Vire" in page


def test_erased_person_keeps_the_line_and_loses_the_name(town: Town, camille: Person) -> None:
    gone = person("Gilles")
    audit.record("territory.import_cancelled", by=gone, town="00042", on="import/1")
    Person.objects.filter(pk=gone.pk).delete()
    page = said(signed(camille).get("/saint-vire/journal/"))
    assert "personne effacée a arrêté la lecture" in page
    assert "Gilles" not in page


def test_filters_and_export(town: Town, camille: Person) -> None:
    other = person("Zoé")
    audit.record("territory.import_cancelled", by=other, town="00042", on="import/1")
    audit.record("territory.import_retried", by=camille, town="00042", on="=1+1")
    client = signed(camille)
    page = said(client.get("/saint-vire/journal/?qui=zo"))
    assert "Zoé a arrêté" in page
    assert "relancé la lecture" not in page
    assert "Rien ne répond" in said(client.get("/saint-vire/journal/?qui=inconnue"))
    page = said(client.get("/saint-vire/journal/?quoi=territory.import_retried"))
    assert "Zoé a" not in page
    assert "Rien ne répond" in said(client.get("/saint-vire/journal/?du=2099-01-01"))
    assert "Zoé a arrêté" in said(client.get("/saint-vire/journal/?du=demain"))
    file = client.get("/saint-vire/journal/export/?quoi=territory.import_retried")
    assert "'=1+1" in file.content.decode()


def test_pages_follow_by_keyset_without_gap(town: Town) -> None:
    now = timezone.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(verb="territory.town_opened", town_key="00042", object_key=str(n))
        for n in range(120)
    )
    AuditEntry.objects.update(recorded_at=now)  # the same instant: the number decides
    seen, mark = [], ""
    while True:
        page = journal.page_of(Asked(town="00042", before=mark))
        seen += [entry.pk for entry in page.entries]
        mark = page.next
        if not mark:
            break
    assert seen == sorted(AuditEntry.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("mark", ["", "x", "1-", "9" * 40 + "-1", "1-" + "9" * 40, "²-1"])
def test_unreadable_mark_is_the_first_page(mark: str, town: Town) -> None:
    assert len(journal.page_of(Asked(before=mark)).entries) == 1


def test_page_asks_as_many_queries_for_fifty_lines_as_for_one(
    town: Town, camille: Person, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        audit.record("territory.import_retried", by=person(f"P{n}"), town="00042", on=f"import/{n}")
    client = signed(camille)
    with django_assert_max_num_queries(12):
        said(client.get("/saint-vire/journal/"))


@pytest.mark.parametrize("asked", ["au=9999-12-31", "du=0001-01-01&au=0001-01-01"])
def test_a_day_at_the_end_of_time_is_a_day(asked: str, town: Town, camille: Person) -> None:
    assert signed(camille).get(f"/saint-vire/journal/?{asked}").status_code == 200
