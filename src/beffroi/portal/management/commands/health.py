"""`health`: the verdict of /sante/ in the terminal, with its sentences."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beffroi.portal.health.checks import FAILED, LATE, OK, UNKNOWN, healthy, judge
from beffroi.portal.health.facts import look

MARKS = {OK: "✓", LATE: "!", FAILED: "✗", UNKNOWN: "?"}


class Command(BaseCommand):
    """Exit code 1 when something failed."""

    help = "Dit si la base, les tables, les travaux de fond, la sauvegarde et le disque vont bien."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        checks = judge(look(), backup_hours=settings.BACKUP_MAX_HOURS)
        for check in checks:
            self.stdout.write(f"{MARKS[check.state]} {check.label} : {check.sentence}")
        if not healthy(checks):
            raise CommandError("Quelque chose est en panne : docs/how-to/watch.md dit quoi faire.")
