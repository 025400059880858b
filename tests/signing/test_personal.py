"""« Mes données »: read, taken away, erased; by nobody else."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.utils import timezone

from beffroi.accounts import personal, writes
from beffroi.accounts.models import Message, Person, SignInSession
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.territory.models import Membership, RoleAssignment
from beffroi.territory.writes import delegate, found_body, give_role, join_body

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/mes-donnees/"


def administrate(person: Person) -> RoleAssignment:
    row: RoleAssignment = give_role(
        person=person,
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        start=timezone.localdate(),
        by=None,
    )
    return row


def test_owner_reads_what_is_held_and_why(inside: Client, odile: Person) -> None:
    page = inside.get(PAGE).content.decode()
    for words in (odile.email, "Pour protéger votre compte", "Vos rôles", "Ce que vous avez fait"):
        assert words in page


def test_every_holding_says_why_how_long_and_its_end() -> None:
    found = personal.holdings()
    assert {"identity", "factors", "sessions", "messages", "acts", "roles"} <= {
        one.key for one in found
    }
    for one in found:
        assert str(one.why) and str(one.how_long)
        assert one.erase is not None or str(one.kept_because)


def test_holding_kept_without_a_reason_is_refused() -> None:
    with pytest.raises(personal.PersonalError, match="without a reason"):
        personal.register(personal.Holding("x", "x", "x", "x", lambda person: []))


def test_owner_takes_everything_away_in_one_file(inside: Client, odile: Person) -> None:
    answer = inside.post(f"{PAGE}emporter/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["donnees.json", "donnees.html"]
    said = json.loads(archive.read("donnees.json"))
    identity = next(part for part in said["holdings"] if part["key"] == "identity")
    assert identity["rows"][0]["nom"] == odile.name
    assert odile.name in archive.read("donnees.html").decode()
    assert odile.password not in archive.read("donnees.json").decode()


def test_taking_away_asks_again_who_it_is(client: Client, odile: Person) -> None:
    sign_in(client, odile.email)
    assert client.post(f"{PAGE}emporter/")["Location"].startswith("/mon-compte/confirmer/")


def test_file_holds_nothing_of_another_member(inside: Client, basile: Person) -> None:
    sign_in(Client(), basile.email)
    archive = zipfile.ZipFile(io.BytesIO(inside.post(f"{PAGE}emporter/").content))
    assert "basile" not in archive.read("donnees.json").decode().lower()


def test_stranger_gets_nothing(stranger: Client) -> None:
    for path in ("", "effacer/"):
        assert stranger.get(f"{PAGE}{path}")["Location"].startswith("/connexion/")
    assert stranger.post(f"{PAGE}emporter/")["Location"].startswith("/connexion/")
    assert stranger.post(f"{PAGE}effacer/")["Location"].startswith("/connexion/")


def test_erasure_waits_and_can_be_taken_back(inside: Client, odile: Person) -> None:
    inside.post(f"{PAGE}effacer/")
    odile.refresh_from_db()
    assert odile.erase_on == timezone.localdate() + timedelta(days=7)
    assert "effacé" in mail.outbox[-1].subject
    assert writes.erase_due(timezone.localdate()) == 0
    inside.post(f"{PAGE}rester/")
    assert writes.erase_due(timezone.localdate() + timedelta(days=8)) == 0
    odile.refresh_from_db()
    assert odile.is_active and odile.name == "Odile Imaginaire"


def test_erased_person_is_gone_and_the_audit_keeps_the_key(
    inside: Client, odile: Person, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    first = administrate(Person.objects.create_person("z@exemple.invalid", "Zoé", GOOD))
    administrate(odile)
    inside.post(f"{PAGE}effacer/")
    day = timezone.localdate() + timedelta(days=7)
    assert (writes.erase_due(day), writes.erase_due(day)) == (1, 0)
    odile.refresh_from_db()
    assert "odile" not in f"{odile.email} {odile.name}".lower()
    assert not odile.is_active and not odile.has_usable_password()
    assert not SignInSession.objects.filter(person=odile).exists()
    assert list(RoleAssignment.objects.all()) == [first]
    assert AuditEntry.objects.filter(actor_key=odile.key).exists()
    assert not Message.objects.filter(person=odile).exists()
    assert inside.get("/mon-compte/").status_code == 302
    assert sign_in(Client(), "odile@exemple.invalid").status_code == 200


def test_last_administrator_cannot_leave_and_is_told_why(
    inside: Client, odile: Person, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    administrate(odile)
    assert "la dernière personne" in inside.get(f"{PAGE}effacer/").content.decode()
    answer = inside.post(f"{PAGE}effacer/")
    assert answer.status_code == 409
    odile.refresh_from_db()
    assert odile.erase_on is None


def test_somebody_who_would_administer_by_delegation_only_replaces_nobody(
    odile: Person, basile: Person
) -> None:
    row, today = administrate(odile), timezone.localdate()
    delegate(assignment=row, to=basile, start=today, until=today + timedelta(days=30), by=odile)
    assert personal.refusals(odile), "her own role carries the one she lent"
    assert not personal.refusals(basile), "who received it may leave"


def test_memberships_are_handed_over_and_go_with_the_person(
    inside: Client, odile: Person, basile: Person
) -> None:
    body = found_body(kind="association", name="Vitrines inventées", by=None)
    for who in (odile, basile):
        join_body(person=who, organisation=body, title=f"Trésor {who.name}", start=None, by=None)
    page = inside.get(PAGE).content.decode()
    assert "Vitrines inventées" in page
    assert "Trésor Odile Imaginaire" in page
    inside.post(f"{PAGE}effacer/")
    assert writes.erase_due(timezone.localdate() + timedelta(days=7)) == 1
    assert [row.person for row in Membership.objects.all()] == [basile]


def test_account_of_an_organisation_is_among_what_is_held(inside: Client, odile: Person) -> None:
    SocialAccount.objects.create(user=odile, provider="organisation", uid="sub-4711")
    assert "sub-4711" in inside.get(PAGE).content.decode()


def test_somebody_indispensable_since_stays(inside: Client, odile: Person) -> None:
    inside.post(f"{PAGE}effacer/")
    administrate(odile)
    assert writes.erase_due(timezone.localdate() + timedelta(days=7)) == 0


def test_new_address_counts_once_its_link_was_followed(inside: Client, odile: Person) -> None:
    inside.post("/mon-compte/adresse/", {"email": "Odile.N@exemple.invalid"})
    link = next(word for word in mail.outbox[-1].body.split() if "/adresse/" in word)
    path = link.removeprefix("https://beffroi.example")
    odile.refresh_from_db()
    assert odile.email == "odile@exemple.invalid"
    assert Client().get(path).status_code == 200
    assert Client().post(path).status_code == 302
    odile.refresh_from_db()
    assert odile.email == "odile.n@exemple.invalid"
    assert mail.outbox[-1].to == ["odile@exemple.invalid"], "the old address is told"
    assert Client().post(path).status_code == 404, "once"


def test_taken_address_reads_the_same_and_changes_nothing(
    inside: Client, odile: Person, basile: Person
) -> None:
    def said(email: str) -> str:
        page = inside.post("/mon-compte/adresse/", {"email": email}).content.decode()
        return page.replace(email, "")

    assert said(basile.email) == said("libre@exemple.invalid")
    assert "rien n’a changé" in mail.outbox[-2].body
    assert mail.outbox[-2].to == [basile.email]


def test_forged_link_is_refused(stranger: Client) -> None:
    assert stranger.post("/adresse/faux:lien/").status_code == 404


def test_forgotten_password_answers_the_same_and_ends_sessions(
    inside: Client, odile: Person, stranger: Client
) -> None:
    answers = [
        stranger.post("/mot-de-passe-oublie/", {"email": email})
        for email in (odile.email, "nemo@exemple.invalid")
    ]
    assert answers[0]["Location"] == answers[1]["Location"] == "/mot-de-passe-oublie/envoye/"
    assert [one.to for one in mail.outbox[-2:]] == [[odile.email], ["nemo@exemple.invalid"]]
    link = next(word for word in mail.outbox[-2].body.split() if "/mot-de-passe-oublie/" in word)
    path = "/" + link.split("/", 3)[3]
    form = stranger.get(path)["Location"]
    stranger.post(form, {"password1": "la place du marché à l’aube"})
    assert inside.get("/mon-compte/").status_code == 302
    assert sign_in(Client(), odile.email, "la place du marché à l’aube").status_code == 302
    assert "Ce lien ne sert plus" in Client().get(path).content.decode()


def test_asking_for_links_without_end_is_refused(stranger: Client, odile: Person) -> None:
    codes = [
        stranger.post("/mot-de-passe-oublie/", {"email": odile.email}).status_code for _ in range(4)
    ]
    assert codes == [302, 302, 302, 429]
    unknown = [
        stranger.post("/mot-de-passe-oublie/", {"email": "n@exemple.invalid"}).status_code
        for _ in range(4)
    ]
    assert unknown == codes
