"""« Ouvrir ma ville »: from a name to a town, with files that are good, broken or hostile."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from beffroi.accounts.models import Person
from beffroi.portal.imports import run_import
from beffroi.territory.models import ImportRun, RoleAssignment, Town

from .osm_files import shops_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def advisor() -> Person:
    return Person.objects.create_person("a@example.invalid", "Ana Imaginaire")


@pytest.fixture
def signed(client: Client, advisor: Person) -> Client:
    client.force_login(advisor)
    return client


def extract(count: int = 12, name: str = "export.osm") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, shops_of(count).encode())


def test_exact_name_leads_to_its_files(client: Client) -> None:
    answer = client.get("/ouvrir-ma-ville/?commune=REDON")
    assert answer.status_code == 302
    assert answer["Location"] == "/ouvrir-ma-ville/35236/"


def test_code_and_accents_do_not_matter(client: Client) -> None:
    for asked in ("35236", "  redon "):
        answer = client.get("/ouvrir-ma-ville/", {"commune": asked})
        assert answer["Location"] == "/ouvrir-ma-ville/35236/"
    answer = client.get("/ouvrir-ma-ville/", {"commune": "chateaubriant"})
    assert answer["Location"] == "/ouvrir-ma-ville/44036/"


def test_namesakes_are_offered_with_their_departement(client: Client) -> None:
    page = said(client.get("/ouvrir-ma-ville/?commune=saint-denis"))
    assert "Seine-Saint-Denis" in page
    assert "/ouvrir-ma-ville/93066/" in page
    assert page.count('class="door"') >= 3


def test_unknown_name_says_what_to_try(client: Client) -> None:
    page = said(client.get("/ouvrir-ma-ville/?commune=xyzzy"))
    assert "Aucune commune ne répond" in page


def test_stranger_is_asked_to_sign_in_before_bringing_files(client: Client) -> None:
    answer = client.post("/ouvrir-ma-ville/35236/", {"files": extract()})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
    assert not Town.objects.exists()


def test_files_page_prepares_the_question(signed: Client) -> None:
    page = said(signed.get("/ouvrir-ma-ville/44036/"))
    assert "&quot;ref:INSEE&quot;=&quot;44036&quot;" in page
    assert "pays-de-la-loire-latest.osm.pbf" in page


def test_dropped_extract_opens_the_town_and_gives_a_role(signed: Client, advisor: Person) -> None:
    answer = signed.post(
        "/ouvrir-ma-ville/35236/", {"files": extract(), "role": "commerce_advisor"}
    )
    assert answer["Location"] == "/ouvrir-ma-ville/35236/resultat/"
    town = Town.objects.get(insee_code="35236")
    assert RoleAssignment.objects.get(town=town).person == advisor
    run = ImportRun.objects.of(town).get()
    assert run.state == ImportRun.State.WAITING
    assert ProcrastinateJob.objects.get().args["run_id"] == run.pk


def test_result_tells_of_the_wait_then_of_the_town(signed: Client) -> None:
    signed.post("/ouvrir-ma-ville/35236/", {"files": extract()})
    page = said(signed.get("/ouvrir-ma-ville/35236/resultat/"))
    assert "lecture en cours" in page
    assert "La lecture est arrêtée sur ce serveur" in page
    run = run_import(ImportRun.objects.across_towns().get())
    assert run.state == ImportRun.State.DONE, run.sentence
    page = said(signed.get("/ouvrir-ma-ville/35236/resultat/"))
    assert "12 locaux relevés" in page
    assert "/redon/carte/" in page
    report = said(signed.get(f"/redon/donnees/imports/{run.pk}/"))
    assert "Ce que le fichier a donné" in report


def test_another_person_may_not_touch_an_open_town(signed: Client, client: Client) -> None:
    signed.post("/ouvrir-ma-ville/35236/", {"files": extract()})
    stranger = Client()
    stranger.force_login(Person.objects.create_person("b@example.invalid", "Bo"))
    answer = stranger.post("/ouvrir-ma-ville/35236/", {"files": extract()})
    assert answer.status_code == 403
    assert ImportRun.objects.across_towns().count() == 1


def said(answer) -> str:
    """The page's words, with plain spaces."""
    return re.sub(r"[\u202f\u00a0]", " ", answer.content.decode())


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.osm", b"", "est vide"),
        ("page.osm", b"<!DOCTYPE html><html>", "page web"),
        ("photo.jpg", b"\xff\xd8\xff\x00\x00", "ne sait pas lire"),
        ("texte.txt", b"bonjour", "ne sait pas lire"),
        ("feuille.xlsx", zipped("[Content_Types].xml", b"<x/>"), "classeur"),
        ("photos.zip", zipped("a.jpg", b"1"), "aucun fichier CSV"),
        ("coupe.osm.gz", gzip.compress(shops_of(400).encode())[:60], "coupé"),
        ("coupe.zip", zipped("a.csv", b"1,2")[:40], "coupée"),
    ],
    # archives hold the time: as ids they would differ from one worker of xdist to the next
    ids=["empty", "page", "picture", "text", "workbook", "pictures", "cut gzip", "cut zip"],
)
def test_file_nobody_reads_is_refused_at_once(
    signed: Client, folder: Path, name: str, content: bytes, sentence: str
) -> None:
    answer = signed.post("/ouvrir-ma-ville/35236/", {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert sentence in said(answer)
    assert not Town.objects.exists()
    assert not folder.exists() or not list(folder.iterdir())


def test_no_file_says_so(signed: Client) -> None:
    assert "Choisissez au moins un fichier" in said(signed.post("/ouvrir-ma-ville/35236/"))


def test_too_big_a_file_is_dropped_while_it_arrives(signed: Client, settings, folder: Path) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    answer = signed.post("/ouvrir-ma-ville/35236/", {"files": extract(200)})
    assert "dépasse la taille" in said(answer)
    assert not Town.objects.exists()


def test_name_of_an_upload_cannot_leave_its_folder(signed: Client, folder: Path) -> None:
    evil = extract(name="..\\..\\été/../../passwd  .osm")
    signed.post("/ouvrir-ma-ville/35236/", {"files": evil})
    run = ImportRun.objects.across_towns().get()
    assert Path(run.stored_as).parts[0] == "imports" and len(Path(run.stored_as).parts) == 3
    assert ".." not in run.file_name


def test_bomb_is_not_opened(signed: Client, settings) -> None:
    settings.IMPORT_MAX_UNPACKED = 3 << 20
    blown = gzip.compress(shops_of(3).encode() + b" " * (8 << 20))
    signed.post("/ouvrir-ma-ville/35236/", {"files": SimpleUploadedFile("a.osm.gz", blown)})
    run = run_import(ImportRun.objects.across_towns().get())
    assert run.state == ImportRun.State.REFUSED
    assert "démesurée" in run.sentence
