"""Databases of before bodies and scopes keep their roles."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("territory", "0003_said_as_of")], [("territory", "0005_same_role_once")]


@pytest.mark.django_db(transaction=True)
def test_several_roles_of_before_are_named_and_kept() -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        old = executor.migrate(BEFORE).apps
        person = old.get_model("accounts", "Person").objects.create(
            email="a@example.invalid", key="a"
        )
        towns = [
            old.get_model("territory", "Town").objects.create(insee_code=code, name=code, slug=code)
            for code in ("99801", "99802", "99803")
        ]
        for town in towns:
            old.get_model("territory", "RoleAssignment").objects.create(
                person=person, town=town, role="commerce_advisor", valid="[2020-01-01,)"
            )
        executor = MigrationExecutor(connection)
        new = executor.migrate(AFTER).apps
        rows = new.get_model("territory", "RoleAssignment").objects.all()
        assert len({row.key for row in rows}) == 3
        assert {(row.scope, row.town.insee_code) for row in rows} == {
            ("town", town.insee_code) for town in towns
        }
        rows.delete()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(latest)
