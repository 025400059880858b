"""Read one queued import in this process, under its limits (started by the worker)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from beffroi.kernel.apart import PASSING, hand_back_when_asked, limit_this_process
from beffroi.kernel.jobs import passing
from beffroi.portal.imports import run_import
from beffroi.territory.models import ImportRun


class Command(BaseCommand):
    help = "Lit un import en attente, dans des limites de mémoire et de temps."
    requires_system_checks: list[str] = []  # the worker has made them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int)
        parser.add_argument("--language", default="fr")

    def handle(self, *args: Any, **options: Any) -> None:
        limit_this_process()
        hand_back_when_asked()
        run = ImportRun.objects.across_towns().select_related("town").get(pk=options["run"])
        try:
            with translation.override(options["language"]):
                run_import(run, tried_again=True)
        except Exception as trouble:
            if passing(trouble):
                raise SystemExit(PASSING) from trouble
            raise
