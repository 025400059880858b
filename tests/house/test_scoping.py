"""Data of a town cannot be reached without naming the town."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from beffroi.kernel.scoping import TownManager, TownNotNamed
from beffroi.territory.models import Street, Town

from .floors import context_of_module

# Models that lead to a town but are asked for otherwise, each with its reason.
OTHERWISE: dict[str, str] = {
    "territory.RoleAssignment": "a person's roles are read over all towns at once",
    "territory.Organisation": "bodies cover areas; the town of one is only its home",
}


def unscoped(named: Iterable[Any]) -> set[str]:
    """Models with a way to a town whose manager answers without one."""
    found = set()
    for model in named:
        leads = leads_to_town(model)
        if leads and not isinstance(model._default_manager, TownManager):
            found.add(model._meta.label)
    return found


def leads_to_town(model: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether some required chain of foreign keys ends at a town."""
    if model is Town or model in seen:
        return model is Town and bool(seen)
    keys = keys_of(model, or_empty=not seen)
    return any(leads_to_town(field.related_model, seen | {model}) for field in keys)


def keys_of(model: Any, *, or_empty: bool) -> Iterator[Any]:
    """Foreign keys that are always filled; of the model itself, also one that may name a town."""
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey):
            continue
        if not field.null or (or_empty and field.related_model is Town):
            yield field


def ours() -> list[Any]:
    return [model for model in apps.get_models() if context_of_module(model.__module__)]


def test_every_model_that_leads_to_a_town_is_asked_by_town_or_has_a_reason() -> None:
    leading = [model for model in ours() if leads_to_town(model)]
    assert len(leading) > 12, "the models were not looked at"
    assert unscoped(leading) == set(OTHERWISE)


def test_planted_model_without_the_manager_is_caught() -> None:
    class Loose:
        class _meta:  # noqa: N801 - Django's name
            label = "planted.Loose"

            @staticmethod
            def get_fields() -> list[Any]:
                return [Street._meta.get_field("town")]

        _default_manager = models.Manager()

    assert unscoped([Loose]) == {"planted.Loose"}


@pytest.mark.parametrize("asked", ["all", "count", "first", "exists", "iterator"])
def test_a_query_without_a_town_is_refused(asked: str) -> None:
    with pytest.raises(TownNotNamed):
        getattr(Street.objects, asked)()


def test_filters_and_gets_without_a_town_are_refused() -> None:
    for ask in (Street.objects.filter, Street.objects.get, Street.objects.exclude):
        with pytest.raises(TownNotNamed):
            ask(name="x")
