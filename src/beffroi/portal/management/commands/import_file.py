"""`import_file FILE --town INSEE`: one file into one town, from the terminal."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.kernel.communes import CommuneNotFoundError
from beffroi.kernel.country import country_pack
from beffroi.portal.imports import import_file
from beffroi.portal.opening import open_commune
from beffroi.portal.standing import PHASES
from beffroi.territory import reads as territory
from beffroi.territory.models import ImportRun, Town
from beffroi.ui.typography import number


class TerminalProgress:
    """One line rewritten in place: what is done, how much, how fast, how long still."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self._phase, self._began = "", time.monotonic()
        self._told = 0.0
        self._live = getattr(out, "isatty", lambda: False)()

    def __call__(self, done: int, total: int | None, phase: str) -> None:
        now = time.monotonic()
        if phase != self._phase:
            self.end()
            self._phase, self._began, self._told = phase, now, 0.0
        if now - self._told > (0.2 if self._live else 5) or done == total:
            self._told = now
            self._out.write(("\r\x1b[K" if self._live else "\n") + self._line(done, total, now))
            self._out.flush()

    def _line(self, done: int, total: int | None, now: float) -> str:
        seconds = now - self._began
        line = f"{PHASES.get(self._phase, self._phase)} : {number(done)}"
        line += f" sur {number(total)}" if total else ""
        if seconds < 1 or not done:
            return line
        rate = done / seconds
        line += f" · {number(round(rate))} par seconde"
        return line + (f" · encore {number(round((total - done) / rate))} s" if total else "")

    def end(self) -> None:
        """Leave the line as it stands."""
        if self._told:
            self._out.write("\n")
            self._told = 0.0


class Command(BaseCommand):
    """Refused, cancelled or broken: exit code 1 and one sentence; the data are as before."""

    help = "Lit un fichier (OpenStreetMap, SIRENE, contour) dans une ville, qu’il ouvre au besoin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier à lire")
        parser.add_argument("--town", required=True, help="code INSEE ou nom de la commune")
        parser.add_argument("--name", default="", help="nom du fichier tel qu’il sera montré")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Le fichier « {path} » est introuvable.")
        progress = TerminalProgress(sys.stderr)
        town = town_meant(options["town"])
        run = import_file(town=town, path=path, by=None, name=options["name"], watch=progress)
        progress.end()
        if run.state != ImportRun.State.DONE:
            raise CommandError(run.sentence)
        self.stdout.write(run.sentence)
        self.stdout.write(f"{town.name} : {run.report.get('faults_total', 0)} remarque(s).")


def town_meant(asked: str) -> Town:
    """The open town of this code; else the commune, opened now."""
    held = territory.town_of(asked)
    if held is not None:
        return held
    try:
        commune = country_pack(settings.BEFFROI_COUNTRY).find_commune(asked)
    except CommuneNotFoundError as unknown:
        raise CommandError(unknown.sentence) from unknown
    return open_commune(commune, by=None)
