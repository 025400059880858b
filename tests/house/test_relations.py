"""Foreign keys, many-to-many and generic relations stay in their context or go down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey

from .floors import Floors, context_of_module, floors_of, our_floors

# a generic key points anywhere: each one needs its reason here
GENERIC_WITH_REASON: dict[str, str] = {}

Relation = tuple[str, str, str]  # "app.Model.field", own context, context pointed at


def upward(relations: Iterable[Relation], floors: Floors) -> list[str]:
    """The relations that leave their context for the same or a higher floor."""
    return [
        f"{name}: {own} may not point at {target}"
        for name, own, target in relations
        if not floors.may_use(own, target)
    ]


def relations_of(models: Iterable[Any]) -> Iterator[Relation]:
    """Every relation declared by our models; those to third-party apps are left out."""
    for model in models:
        own = context_of_module(model.__module__)
        for field in model._meta.get_fields() if own else ():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = context_of_module(field.related_model.__module__)
            if target:
                yield f"{model._meta.label}.{field.name}", str(own), target


def generic_keys(models: Iterable[Any]) -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in models
        if context_of_module(model.__module__)
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    }


def test_relations_run_down() -> None:
    found = list(relations_of(apps.get_models(include_auto_created=True)))
    assert len(found) > 10, "the models were not looked at"
    assert upward(found, our_floors()) == []


def test_generic_keys_have_a_reason() -> None:
    assert generic_keys(apps.get_models()) == set(GENERIC_WITH_REASON)


def test_planted_relation_upward_is_caught() -> None:
    floors = floors_of(["portal", "premises | place", "territory"])
    planted = [
        ("territory.Town.first_shop", "territory", "premises"),
        ("premises.Cell.event", "premises", "place"),
        ("premises.Cell.town", "premises", "territory"),
        ("premises.State.cell", "premises", "premises"),
    ]
    faults = upward(planted, floors)
    assert [fault.split(":")[0] for fault in faults] == [
        "territory.Town.first_shop",
        "premises.Cell.event",
    ]
