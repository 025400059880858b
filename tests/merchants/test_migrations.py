"""Records of before statements keep what they held, and who said it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("kernel", "0001_extensions"), ("merchants", "0002_recorded_periods")]
AFTER = [("merchants", "0003_shop_statements")]


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database without tables, beside the tests' own."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_statements"
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


def test_what_a_record_held_becomes_the_word_of_its_source(empty: None) -> None:
    old = MigrationExecutor(connection).migrate(BEFORE).apps
    town = old.get_model("territory", "Town").objects.create(
        insee_code="99801", name="Essai", slug="essai"
    )
    sources = old.get_model("territory", "Source")._base_manager
    seen, later = (
        sources.create(town=town, key=key, kind="osm", label=key) for key in ("2019", "2021")
    )
    shop = old.get_model("merchants", "Shop")._base_manager.create(
        public_id="99801-AAAAAA", town=town, source=seen, seen_on=dt.date(2019, 9, 9),
        name="Au Levain", phone="02", provenance={"phone": {"source": "2021", "on": "2021-05-03"}},
    )  # fmt: skip
    new = MigrationExecutor(connection).migrate(AFTER).apps
    rows = new.get_model("merchants", "ShopStatement")._base_manager.filter(shop_id=shop.pk)
    assert {(row.word, row.value, row.said_on, row.source_id) for row in rows} == {
        ("name", "Au Levain", dt.date(2019, 9, 9), seen.pk),
        ("phone", "02", dt.date(2021, 5, 3), later.pk),
    }
    assert len({row.key for row in rows}) == 2
    back = MigrationExecutor(connection).migrate(BEFORE).apps
    held = back.get_model("merchants", "Shop")._base_manager.get(pk=shop.pk)
    assert held.provenance["phone"] == {"source": "2021", "on": "2021-05-03"}
