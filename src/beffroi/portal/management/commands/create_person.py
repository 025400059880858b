"""`create_person EMAIL NAME --role … --town …`: the first person of an installation, and the next."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from beffroi.accounts import mails, reads
from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.portal.first import make_administrator
from beffroi.portal.management.commands.import_file import town_meant
from beffroi.territory import writes as territory

ROLES = {"advisor": roles.ADVISOR, "manager": roles.MANAGER}


class Command(BaseCommand):
    """The password is asked, or read from standard input; it is never an argument others see."""

    help = (
        "Crée un compte et lui donne un rôle dans une ville, qu’elle ouvre au besoin. Le mot de "
        "passe est demandé, ou lu sur l’entrée standard. Un compte qui existe reçoit le rôle."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="adresse électronique, qui sert à se connecter")
        parser.add_argument("name", help="prénom et nom, tels qu’ils seront montrés")
        parser.add_argument("--town", help="code INSEE ou nom de la commune")
        parser.add_argument(
            "--role", choices=ROLES, help="conseiller commerce, ou manager de centre-ville"
        )
        parser.add_argument(
            "--administrator", action="store_true", help="la personne tient toute l’installation"
        )
        parser.add_argument(
            "--invite",
            action="store_true",
            help="envoie un lien au lieu de demander un mot de passe",
        )
        parser.add_argument("--new-password", action="store_true", help="change le mot de passe")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["town"]) != bool(options["role"]):
            raise CommandError("--town et --role vont ensemble : un rôle s’exerce dans une ville.")
        try:
            validate_email(options["email"])
            with transaction.atomic():
                self._admit(options)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except territory.RoleRefusedError as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _admit(self, options: dict[str, Any]) -> None:
        town = town_meant(options["town"]) if options["town"] else None
        person = self._account(options)
        if options["administrator"]:
            make_administrator(person)
            self.stdout.write(f"{person.name} tient cette installation.")
        if town is not None:
            role = ROLES[options["role"]]
            territory.give_role(
                person=person, town=town, role=role, start=timezone.localdate(), by=None
            )
            self.stdout.write(f"{person.name} agit pour {town.name} : {roles.ROLES[role].label}.")

    def _account(self, options: dict[str, Any]) -> Person:
        held = reads.person_of(options["email"])
        if options["invite"]:
            return self._invite(options)
        if held is None:
            person = accounts.open_account(
                email=options["email"], name=options["name"], password=asked_password()
            )
            self.stdout.write(f"Compte créé : {person.email}.")
            return person
        if options["new_password"]:
            password = asked_password()
            validate_password(password, held)
            accounts.set_password(person=held, password=password, keep=None)
            self.stdout.write(f"Mot de passe changé : {held.email}.")
        return held

    def _invite(self, options: dict[str, Any]) -> Person:
        person, link = accounts.invite(options["email"], options["name"], None)
        mails.send("invitation", person.email, reader=person, link=link)
        self.stdout.write(f"Invitation envoyée à {person.email} : {link}")
        return person


def asked_password() -> str:
    """Typed twice at a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass.getpass("Mot de passe (12 caractères au moins) : ")
    if getpass.getpass("Encore une fois : ") != typed:
        raise CommandError("Les deux mots de passe diffèrent : rien n’a été fait.")
    return typed
