"""Import and quality: everybody reads, the team changes, a change can be undone."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.evidence import publish
from beffroi.kernel.models import EvidenceNode
from beffroi.portal.imports import import_file
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Source, Town

from .osm_files import shops_of, write_shops

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = writes.open_town(insee_code="35236", name="Redon", by=None)
    import_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    return town


@pytest.fixture
def member(town: Town) -> Client:
    person = Person.objects.create_person("m@example.invalid", "Membre")
    writes.give_role(person=person, town=town, role=roles.ADVISOR, start=START, by=None)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def stranger(member: Client) -> Client:
    client = Client()
    client.force_login(Person.objects.create_person("s@example.invalid", "Étrangère"))
    return client


def said(answer) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u202f\u00a0]", " ", answer.content.decode())


def test_visitor_reads_sources_and_gaps(client: Client, town: Town) -> None:
    page = said(client.get("/redon/donnees/"))
    assert "ODbL" in page
    assert "Ce que personne ne sait" in page
    assert "Horaires notés" in page
    assert "Se connecter pour apporter un fichier" in page
    assert "Mettre de côté" not in page


def test_data_page_asks_few_queries(client: Client, town: Town, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/redon/donnees/")


def test_member_withdraws_a_source_and_undoes_it(member: Client, town: Town) -> None:
    source = Source.objects.of(town).get()
    node = EvidenceNode(
        publication_key="diagnosis/1", town_key="35236", code="vacancy_count", formula_id="v1",
        code_version="0", true_on=START, known_on=timezone.now(), figure={}, source_keys=[source.key],
    )  # fmt: skip
    publish([node])
    page = said(member.post(f"/redon/donnees/sources/{source.pk}/retirer/", follow=True))
    assert "1 chiffre publié s’appuie sur elle" in page
    assert EvidenceNode.objects.get().state == EvidenceNode.State.TO_REDO
    said(member.post(f"/redon/donnees/sources/{source.pk}/retablir/", follow=True))
    source.refresh_from_db()
    assert source.removed_at is None
    assert EvidenceNode.objects.get().state == EvidenceNode.State.CURRENT


def test_stranger_and_visitor_change_nothing(stranger: Client, client: Client, town: Town) -> None:
    source = Source.objects.of(town).get()
    address = f"/redon/donnees/sources/{source.pk}/retirer/"
    assert stranger.post(address).status_code == 403
    assert client.post(address).status_code == 302
    upload = {"files": SimpleUploadedFile("b.osm", shops_of(3).encode())}
    assert stranger.post("/redon/donnees/deposer/", upload).status_code == 403
    source.refresh_from_db()
    assert source.removed_at is None
    assert ImportRun.objects.of(town).count() == 1


def test_stranger_does_not_read_reports(stranger: Client, member: Client, town: Town) -> None:
    run = ImportRun.objects.of(town).get()
    assert stranger.get(f"/redon/donnees/imports/{run.pk}/").status_code == 403
    assert "Ce que le fichier a donné" in said(member.get(f"/redon/donnees/imports/{run.pk}/"))


def test_member_brings_another_file(member: Client, town: Town, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = {"files": SimpleUploadedFile("b.osm", shops_of(3).encode())}
    page = said(member.post("/redon/donnees/deposer/", upload, follow=True))
    assert "Attend son tour" in page


def test_faults_are_filtered_by_gravity(member: Client, town: Town) -> None:
    run = ImportRun.objects.of(town).get()
    faults = [
        {"severity": "refused", "sentence": "Refus un", "line": 3, "column": "a", "value": "b",
         "expected": "c", "ref": "node/1", "code": "x"},
        {"severity": "doubtful", "sentence": "Doute deux", "line": None, "column": "", "value": "",
         "expected": "", "ref": "", "code": "y"},
    ]  # fmt: skip
    run.report = run.report | {"faults": faults, "faults_total": 2}
    run.save(update_fields=["report"])
    page = said(member.get(f"/redon/donnees/imports/{run.pk}/?gravite=doubtful"))
    assert "Doute deux" in page
    assert "Refus un" not in page
