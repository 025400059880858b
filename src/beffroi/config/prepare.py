"""`python -m beffroi.config.prepare STEP…`: the steps between an empty database and a page."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model


def migrate() -> None:
    """Create or change the tables, and say so only when there is something to do."""
    steps = len(_plan())
    if steps:
        sys.stdout.write(f"Mise à jour des tables ({steps} étapes)…\n")
        sys.stdout.flush()
        call_command("migrate", verbosity=0, interactive=False)


def _plan() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def settled() -> None:
    """Create the tables of a new installation; never change those of one that is in use."""
    if "django_migrations" not in connection.introspection.table_names():
        migrate()
    elif steps := len(_plan()):
        sys.exit(
            f"Cette version de Beffroi apporte {steps} changement(s) aux tables : lancez "
            "« beffroi upgrade », qui sauvegarde d’abord."
        )


def sound() -> None:
    """Stop unless tables and code agree: Django's checks, and one row of every table read whole."""
    call_command("check", databases=["default"], stdout=io.StringIO())
    if steps := len(_plan()):
        sys.exit(f"Il reste {steps} étape(s) de mise à jour : les tables ne sont pas à jour.")
    for model in apps.get_models():
        if model._meta.managed:
            with connection.cursor() as cursor:
                cursor.execute(_one_row(model))
                cursor.fetchall()


def _one_row(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    return f"SELECT {columns} FROM {quote(model._meta.db_table)} LIMIT 1"  # noqa: S608 - our own names


def catalogues() -> None:
    from beffroi.ui.catalogues import compile_all

    compile_all()


def static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def demo() -> None:
    call_command("load_demo")


STEPS: dict[str, Callable[[], None]] = {
    "migrate": migrate,
    "settled": settled,
    "sound": sound,
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
