"""`python -m beffroi.config.prepare STEP…`: the steps between an empty database and a page."""

from __future__ import annotations

import sys
from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate() -> None:
    """Create or change the tables, and say so only when there is something to do."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        sys.stdout.write(f"Mise à jour des tables ({len(plan)} étapes)…\n")
        sys.stdout.flush()
        call_command("migrate", verbosity=0, interactive=False)


def catalogues() -> None:
    from beffroi.ui.catalogues import compile_all

    compile_all()


def static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def demo() -> None:
    call_command("load_demo")


STEPS: dict[str, Callable[[], None]] = {
    "migrate": migrate,
    "catalogues": catalogues,
    "static": static,
    "demo": demo,
}


def main(names: list[str]) -> None:
    django.setup()
    for name in names:
        STEPS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
