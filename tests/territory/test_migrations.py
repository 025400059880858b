"""Databases of before bodies and scopes keep their roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("kernel", "0001_extensions"), ("territory", "0003_said_as_of")]
AFTER = [("territory", "0005_same_role_once")]


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database without tables: to undo in the tests' own what came since, and make it again, took
    ten times as long, and longer with each migration."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_before"
    with django_db_blocker.unblock():
        _ask(f'CREATE DATABASE "{name}"')
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = ours
            _ask(f'DROP DATABASE "{name}"')


def _ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def test_several_roles_of_before_are_named_and_kept(empty: None) -> None:
    old = MigrationExecutor(connection).migrate(BEFORE).apps
    person = old.get_model("accounts", "Person").objects.create(email="a@example.invalid", key="a")
    towns = [
        old.get_model("territory", "Town").objects.create(insee_code=code, name=code, slug=code)
        for code in ("99801", "99802", "99803")
    ]
    for town in towns:
        old.get_model("territory", "RoleAssignment").objects.create(
            person=person, town=town, role="commerce_advisor", valid="[2020-01-01,)"
        )
    new = MigrationExecutor(connection).migrate(AFTER).apps
    rows = new.get_model("territory", "RoleAssignment").objects.all()
    assert len({row.key for row in rows}) == 3
    assert {(row.scope, row.town.insee_code) for row in rows} == {
        ("town", town.insee_code) for town in towns
    }
