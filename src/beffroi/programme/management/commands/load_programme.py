"""`load_programme [acv …]`: national programmes and series as the country pack tells them; safe to run twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.programme.reads.pack import UnknownProgrammeError, programmes_told
from beffroi.programme.writes.context import load_context
from beffroi.programme.writes.programmes import load_programme


class Command(BaseCommand):
    """Without a name, all those of the pack."""

    help = "Inscrit les programmes nationaux d’après les listes publiques ; peut se relancer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="programmes, tous par défaut : acv")

    def handle(self, *args: Any, **options: Any) -> None:
        for slug in options["slugs"] or programmes_told():
            try:
                programme = load_programme(slug=slug)
            except UnknownProgrammeError as unknown:
                told = ", ".join(programmes_told())
                raise CommandError(f"Programme inconnu : {slug}. Connus : {told}.") from unknown
            self.stdout.write(f"{programme.name} : {programme.members.count()} lignes.")
        self.stdout.write(f"Séries de comparaison : {load_context()}.")
