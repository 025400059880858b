"""`end_sessions EMAIL` or `--everyone`: whoever runs the installation closes sessions at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.accounts import reads, writes
from beffroi.accounts.models import Person


class Command(BaseCommand):
    """After a stolen machine, or on doubt about the whole installation."""

    help = "Ferme les sessions d’une personne, ou toutes : chacun devra se connecter de nouveau."

    def add_arguments(self, parser: CommandParser) -> None:
        whom = parser.add_mutually_exclusive_group(required=True)
        whom.add_argument("email", nargs="?", help="adresse électronique de la personne")
        whom.add_argument("--everyone", action="store_true", help="de tout le monde")

    def handle(self, *args: Any, **options: Any) -> None:
        people = list(Person.objects.all()) if options["everyone"] else [_person(options["email"])]
        closed = sum(
            writes.end_sessions(person=person, keep=None, why="administrator") for person in people
        )
        self.stdout.write(f"{closed} sessions fermées.")


def _person(email: str) -> Person:
    person = reads.person_of(email)
    if person is None:
        raise CommandError(f"Personne n’a de compte à l’adresse {email}.")
    return person
