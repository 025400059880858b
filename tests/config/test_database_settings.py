"""Django's settings of a database from one address."""

from __future__ import annotations

import pytest
from django.db import connection

from beffroi.config.database import WITHOUT_JIT, database_from


def test_address_becomes_settings() -> None:
    found = database_from("postgresql://ada:secret@db/beffroi?sslmode=require&port=5433", pool=True)
    assert (found["NAME"], found["USER"], found["HOST"], found["PORT"]) == (
        "beffroi", "ada", "db", "5433",
    )  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require" and found["OPTIONS"]["pool"]["max_size"] == 8


def test_options_of_the_address_win() -> None:
    """A pooler that refuses start-up options is told `options=`."""
    assert database_from("dbname=beffroi")["OPTIONS"]["options"] == WITHOUT_JIT
    assert database_from("postgresql:///beffroi?options=")["OPTIONS"]["options"] == ""
    own = database_from("postgresql:///beffroi?options=-c%20jit%3Don")
    assert own["OPTIONS"]["options"] == "-c jit=on"


@pytest.mark.django_db
def test_queries_are_not_compiled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
