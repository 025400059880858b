"""Read one table of actions in this process, under its limits (started by the worker)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from beffroi.kernel.apart import PASSING, hand_back_when_asked, limit_this_process
from beffroi.kernel.jobs import passing
from beffroi.programme.models import SheetTable
from beffroi.programme.writes import sheet_tables


class Command(BaseCommand):
    help = "Lit un tableau d’actions en attente, dans des limites de mémoire et de temps."
    requires_system_checks: list[str] = []  # the worker has made them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=int)
        parser.add_argument("--language", default="fr")

    def handle(self, *args: Any, **options: Any) -> None:
        limit_this_process(memory=sheet_tables.MEMORY, seconds=sheet_tables.SECONDS)
        hand_back_when_asked()
        row = SheetTable.objects.select_related("agreement").get(pk=options["table"])
        try:
            with translation.override(options["language"]):
                sheet_tables.read(row)
        except Exception as trouble:
            if passing(trouble):
                raise SystemExit(PASSING) from trouble
            raise
