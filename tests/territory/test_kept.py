"""Texts made beforehand are found for just what they were made of, and for nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.territory import keeping, reads, tasks, writes
from beffroi.territory.models import Kept, Town
from beffroi.territory.reads import beforehand

pytestmark = pytest.mark.django_db
OF = "essai/fr"


@pytest.fixture
def town() -> Any:
    reads.clear_shelf()
    yield writes.open_town(insee_code="00043", name="Saint-Essai", by=None)
    reads.clear_shelf()


@pytest.fixture
def maker() -> keeping.Maker:
    return keeping.Maker("essai", lambda town: {OF: f"{town.name} v{town.data_version}"})


def test_kept_is_read_once_then_found_in_the_process(town: Town, maker: keeping.Maker) -> None:
    assert reads.kept(town, OF) == {}
    assert writes.keep(town.pk, maker) == 1
    with CaptureQueriesContext(connection) as asked:
        assert reads.kept(town, OF, "essai/en") == {OF: "Saint-Essai v0"}
    with CaptureQueriesContext(connection) as again:
        assert reads.kept(town, OF) == {OF: "Saint-Essai v0"}
    assert (len(asked), len(again)) == (1, 0)


@pytest.mark.parametrize("moved", ["data", "code", "secret", "text", "town", "name"])
def test_whatever_moves_it_is_not_found(
    town: Town, maker: keeping.Maker, moved: str, monkeypatch: Any, settings: Any
) -> None:
    writes.keep(town.pk, maker)
    rows, asked = Kept.objects.of(town).filter(of=OF), OF
    if moved == "data":
        writes.touch(town)
    elif moved == "code":
        monkeypatch.setattr(beforehand, "code_mark", lambda: "another")
    elif moved == "secret":
        settings.SECRET_KEY = "another" * 9
    elif moved == "text":
        rows.update(value=rows.get().value[:32] + b"<script>")
    elif moved == "town":
        other = writes.open_town(insee_code="00044", name="Saint-Autre", by=None)
        rows.update(town=other)
        town = other
    else:
        rows.update(of="essai/en")
        asked = "essai/en"
    assert reads.kept(town, asked) == {}


def test_worker_passes_over_what_moved_and_nothing_else(
    town: Town, maker: keeping.Maker, monkeypatch: Any
) -> None:
    passed: list[str] = []
    monkeypatch.setattr(keeping, "_makers", {})
    for name, rank in (("essai.en", 2), ("essai.fr", 1)):
        keeping.register(
            keeping.Maker(name, lambda town, name=name: passed.append(name) or {}, rank)  # type: ignore[func-returns-value, misc]
        )
    tasks.keep_beforehand(0)
    tasks.keep_beforehand(0)
    assert passed == ["essai.fr", "essai.en"]
    writes.touch(town)
    tasks.keep_beforehand(0)
    assert passed == ["essai.fr", "essai.en"] * 2


def test_maker_that_fails_stops_nobody_and_is_not_tried_each_minute(
    town: Town, maker: keeping.Maker, monkeypatch: Any, caplog: Any
) -> None:
    def broken(_town: Town) -> dict[str, str]:
        raise ValueError("a ring of two points")

    monkeypatch.setattr(keeping, "_makers", {})
    keeping.register(keeping.Maker("broken", broken, rank=-1))
    keeping.register(maker)
    tasks.keep_beforehand(0)
    assert "broken failed for town 00043" in caplog.text
    assert reads.kept(town, OF)
    assert not reads.towns_behind("broken").exists()


def test_shelf_holds_what_it_may_and_drops_the_least_lately_asked() -> None:
    shelf = reads.Shelf(10)
    for key in "abc":
        shelf.put(key, key * 4)
        shelf.get("a")
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("aaaa", None, "cccc")
    shelf.put("a", "a")
    shelf.put("long", "x" * 6)
    assert (shelf.held, shelf.get("long")) == (5, None)


def test_drawn_is_drawn_once(town: Town) -> None:
    drawn: list[int] = []
    for _time in range(2):
        assert reads.drawn(town, "map/fr", lambda: drawn.append(1) or "<svg/>") == "<svg/>"  # type: ignore[func-returns-value]
    assert drawn == [1]
