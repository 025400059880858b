"""`first_link`: the one-time link by which a new installation gets its first administrator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from beffroi.portal import first


class Command(BaseCommand):
    """Says nothing, and succeeds, once somebody administers the installation."""

    help = (
        "Affiche le lien par lequel la première personne ouvre son compte et tient l’installation. "
        "Il sert une fois, pendant 48 heures ; rien ne s’affiche s’il y a déjà quelqu’un."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="adresse du site : https://…")

    def handle(self, *args: Any, **options: Any) -> None:
        if not first.has_administrator():
            self.stdout.write(first.link(options["address"]))
