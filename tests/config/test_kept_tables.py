"""Tables made by the kept script are those that the migrations make."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.kept_tables import MADE_OF, ROOT, digest


@pytest.mark.django_db
def test_every_migration_is_applied_and_every_table_is_there() -> None:
    call_command("migrate", check=True, verbosity=0)  # exits when one is left
    assert len(MigrationRecorder(connection).applied_migrations()) > 80
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    assert {model._meta.db_table for model in apps.get_models() if model._meta.managed} <= there


@pytest.mark.parametrize(
    "changed",
    [
        "src/beffroi/territory/migrations/0001_initial.py",
        "src/beffroi/territory/models/towns.py",
        "src/beffroi/config/settings/base.py",
        "requirements.lock",
    ],
)
def test_what_the_tables_are_made_of_changes_the_name_of_the_script(
    tmp_path: Path, changed: str
) -> None:
    path = tmp_path / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    before = digest(tmp_path)
    path.write_text("two")
    assert digest(tmp_path) != before


def test_every_migration_and_model_of_ours_is_looked_at() -> None:
    looked_at = {path for pattern in MADE_OF for path in ROOT.glob(pattern)}
    assert set((ROOT / "src").rglob("migrations/*.py")) <= looked_at
    ours = {model.__module__ for model in apps.get_models() if model.__module__[:8] == "beffroi."}
    files = {ROOT / "src" / f"{name.replace('.', '/')}.py" for name in ours}
    packages = {ROOT / "src" / name.replace(".", "/") / "__init__.py" for name in ours}
    assert {path for path in files | packages if path.exists()} <= looked_at
