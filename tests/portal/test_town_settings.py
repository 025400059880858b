"""A town's settings: its team and administrators change them; what harms or deceives is refused."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.portal.imports import import_file
from beffroi.sources.images import SIGNATURE, clean_png
from beffroi.sources.records import UnreadableSource
from beffroi.territory import reads, writes
from beffroi.territory.models import RoleAssignment, Town

from .osm_files import write_shops

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)


@pytest.fixture(autouse=True)
def nothing_remembered():
    reads.forget_hosts()
    yield
    reads.forget_hosts()


@pytest.fixture
def town() -> Town:
    return writes.open_town(
        insee_code="35236", name="Redon", by=None, population=9000, population_year=2022
    )


def signed(name: str) -> tuple[Client, Person]:
    person = Person.objects.create_person(f"{name}@example.invalid", name.capitalize())
    client = Client()
    client.force_login(person)
    return client, person


@pytest.fixture
def member(town: Town) -> Client:
    client, person = signed("membre")
    writes.give_role(person=person, town=town, role=roles.ADVISOR, start=START, by=None)
    return client


@pytest.fixture
def neighbour(town: Town) -> Client:
    """Somebody of another town's team."""
    other = writes.open_town(insee_code="44036", name="Châteaubriant", by=None)
    client, person = signed("voisine")
    writes.give_role(person=person, town=other, role=roles.ADVISOR, start=START, by=None)
    return client


@pytest.fixture
def administrator(town: Town) -> Client:
    client, person = signed("admin")
    RoleAssignment.objects.create(
        person=person, role=roles.INSTALLATION_ADMIN, scope=roles.INSTALLATION, valid=(START, None)
    )
    return client


def part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 32, height: int = 32, *, extra: bytes = b"", after: bytes = b"") -> bytes:
    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = (b"\x00" + b"\x23\x52\x7c" * width) * height
    return (
        SIGNATURE + head + extra + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"") + after
    )


POSTS = ["apparence", "blason", "adresse", "domaines"]


@pytest.mark.parametrize("page", POSTS)
def test_stranger_and_member_of_another_town_change_nothing(neighbour, client, page) -> None:
    assert client.get("/redon/reglages/").status_code == 302
    assert neighbour.get("/redon/reglages/").status_code == 403
    assert client.post(f"/redon/reglages/{page}/", {"slug": "x", "host": "a.fr"}).status_code == 302
    assert (
        neighbour.post(f"/redon/reglages/{page}/", {"slug": "xx", "host": "a.fr"}).status_code
        == 403
    )
    assert Town.objects.get(insee_code="35236").slug == "redon"


def test_member_sets_words_and_colour_and_the_page_wears_them(
    member: Client, client: Client
) -> None:
    member.post("/redon/reglages/apparence/", {"about": "  Un port.\n ", "accent": "6A1B9A"})
    town = Town.objects.get(insee_code="35236")
    assert (town.about, town.accent, town.look_version) == ("Un port.", "#6a1b9a", 1)
    page = client.get("/redon/").content.decode()
    assert "Un port." in page
    assert "Code INSEE 35236" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert client.get("/api/v1/towns/35236").json()["about"] == "Un port."
    assert '<link rel="stylesheet" href="/redon/apparence.1.css">' in page
    css = client.get("/redon/apparence.1.css")
    assert css["Content-Type"].startswith("text/css")
    assert "immutable" in css["Cache-Control"]
    assert "--slate: #6a1b9a" in css.content.decode()
    assert "immutable" not in client.get("/redon/apparence.0.css")["Cache-Control"]
    assert AuditEntry.objects.filter(verb="territory.look_changed", town_key="35236").count() == 1


def test_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(member: Client) -> None:
    answer = member.post("/redon/reglages/apparence/", {"about": "", "accent": "#ffcc00"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "se lit mal" in page
    proposed = page.split('name="accent" value="#')[2 if 'value="#ffcc00"' in page else 1][:6]
    again = member.post("/redon/reglages/apparence/", {"about": "", "accent": f"#{proposed}"})
    assert again.status_code == 302
    assert Town.objects.get(insee_code="35236").accent == f"#{proposed}"


@pytest.mark.parametrize("evil", ["red;}body{display:none", "#12", "#b3462c", "url(x)"])
def test_colour_is_six_digits_and_no_alarm(member: Client, evil: str) -> None:
    answer = member.post("/redon/reglages/apparence/", {"about": "", "accent": evil})
    assert answer.status_code == 422
    assert Town.objects.get(insee_code="35236").accent == ""


def test_arms_are_written_again_without_what_hides_in_them(member: Client, client: Client) -> None:
    hidden = part(b"tEXt", b"Comment\x00<script>alert(1)</script>")
    sent = png(extra=hidden, after=b"PK\x03\x04<?php evil ?>")
    member.post("/redon/reglages/blason/", {"png": SimpleUploadedFile("b.png", sent)})
    page = client.get("/redon/").content.decode()
    assert 'src="/redon/blason.1.png"' in page
    answer = client.get("/redon/blason.1.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"script" not in answer.content
    assert b"php" not in answer.content
    assert clean_png(answer.content).png == answer.content
    member.post("/redon/reglages/blason/", {"retirer": "1"})
    assert client.get("/redon/blason.2.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "kind"),
        (b"\xff\xd8\xff", "kind"),
        (png()[:-20], "damaged"),
        (png(2000, 2000), "size"),
        (png(4, 4), "size"),
        (png() [:33] + part(b"IDAT", zlib.compress(b"\x00" * 50_000_000)) + part(b"IEND", b""), "damaged"),
        (SIGNATURE, "damaged"),
        (SIGNATURE + b"\x00" * 500_000, "big"),
    ],
    ids=["svg", "jpeg", "cut", "wide", "tiny", "swelling", "empty", "heavy"],
)  # fmt: skip
def test_picture_that_is_no_clean_png_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        clean_png(content)
    assert caught.value.code == code


def test_old_path_leads_to_the_new_one_for_ever(member: Client, client: Client) -> None:
    member.post("/redon/reglages/adresse/", {"slug": "redon-agglo"})
    member.post("/redon-agglo/reglages/adresse/", {"slug": "pays-de-redon"})
    for former in ("redon", "redon-agglo"):
        answer = client.get(f"/{former}/rues/?tri=nom")
        assert (answer.status_code, answer["Location"]) == (301, "/pays-de-redon/rues/?tri=nom")
    english = client.get("/en/redon/streets/")
    assert english["Location"] == "/en/pays-de-redon/streets/"
    member.post("/pays-de-redon/reglages/adresse/", {"slug": "redon"})
    assert client.get("/redon/").status_code == 200
    assert client.get("/pays-de-redon/")["Location"] == "/redon/"


def test_nobody_takes_a_path_that_was_another_towns(member: Client, town: Town) -> None:
    member.post("/redon/reglages/adresse/", {"slug": "pays-de-redon"})
    twin = writes.open_town(insee_code="99999", name="Redon", by=None)
    assert twin.slug == "redon-99999"


@pytest.mark.parametrize(
    "slug", ["systemes", "en", "static", "connexion", "ui", "a", "Été", "../x"]
)
def test_path_of_ours_or_no_path_at_all_is_refused(member: Client, slug: str) -> None:
    assert member.post("/redon/reglages/adresse/", {"slug": slug}).status_code == 422
    assert Town.objects.get(insee_code="35236").slug == "redon"


def test_only_an_administrator_declares_a_domain(member: Client, administrator: Client) -> None:
    asked = {"host": "Vitrine.Redon.example"}
    assert member.post("/redon/reglages/domaines/", asked).status_code == 403
    assert administrator.post("/redon/reglages/domaines/", asked).status_code == 302
    assert Town.objects.get(insee_code="35236").domain == "vitrine.redon.example"
    for evil in ("localhost", "a b.fr", "x.fr/evil", "-a.fr", "javascript:1", "*.fr", ""):
        assert administrator.post("/redon/reglages/domaines/", {"host": evil}).status_code == 422
    other = writes.open_town(insee_code="44036", name="Châteaubriant", by=None)
    taken = administrator.post(f"/{other.slug}/reglages/domaines/", asked)
    assert "montre déjà une autre ville" in taken.content.decode()
    administrator.post("/redon/reglages/domaines/", {"retirer": "vitrine.redon.example"})
    assert Town.objects.get(insee_code="35236").domain == ""


@pytest.fixture
def vitrine(administrator: Client, settings) -> Client:
    from beffroi.config.hosts import Hosts

    administrator.post("/redon/reglages/domaines/", {"host": "vitrine.redon.example"})
    reads.forget_hosts()
    settings.OWN_HOSTS = ["testserver"]
    settings.ALLOWED_HOSTS = Hosts(["testserver"])
    return Client(headers={"host": "vitrine.redon.example"})


def test_own_domain_shows_its_town_and_no_other(vitrine: Client) -> None:
    writes.open_town(insee_code="44036", name="Châteaubriant", by=None)
    page = vitrine.get("/").content.decode()
    assert re.search(r"Redon\W+9\W000 habitants", page)
    assert '<link rel="canonical" href="http://vitrine.redon.example/">' in page
    assert 'href="/redon/' not in page
    assert 'href="/carte/"' in page
    assert vitrine.get("/rues/").status_code == 200
    assert vitrine.get("/redon/rues/").status_code == 200
    assert vitrine.get("/methodes/").status_code == 200
    assert vitrine.get("/chateaubriant/").status_code == 404
    assert vitrine.get("/en/").status_code == 200


def test_undeclared_domain_is_refused_and_costs_no_query(
    vitrine, django_assert_num_queries
) -> None:
    vitrine.get("/")
    stranger = Client(headers={"host": "evil.example"})
    with django_assert_num_queries(0):
        assert stranger.get("/methodes/").status_code == 400


def test_cookies_of_a_domain_are_its_own(settings) -> None:
    assert settings.SESSION_COOKIE_DOMAIN is None
    assert settings.CSRF_COOKIE_DOMAIN is None


def test_settings_page_asks_few_queries(member: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        assert member.get("/redon/reglages/").status_code == 200


def test_words_of_a_town_stay_under_its_name_once_its_shops_are_known(
    member: Client, client: Client, town: Town, tmp_path: Path
) -> None:
    import_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    member.post("/redon/reglages/apparence/", {"about": "Un port, deux rivières.", "accent": ""})
    page = client.get("/redon/").content.decode()
    assert "locaux relevés" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Un port, deux rivières." in page
