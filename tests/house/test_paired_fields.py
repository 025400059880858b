"""Every `x_at` says by whom: `x_by`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.apps import apps

from .floors import context_of_module

EXCEPTIONS: Mapping[str, str] = {
    "kernel.AuditEntry.recorded_at": "the entry's author is its own noun",
    "territory.ImportRun.finished_at": "a run ends by itself; started_by names the person",
    "place.TownEvent.starts_at": "what happens in town starts by itself",
    "place.TownEvent.ends_at": "and ends so",
    "place.HourCount.told_at": "a file says it; source names which",
    "premises.FieldNote.seen_at": "person names who saw it",
    "premises.FieldNote.device_seen_at": "the same instant by the device's own clock",
    "premises.FieldNote.received_at": "a device sends it; person names whose",
    "premises.DoorReport.received_at": "a passer-by sends it, without account",
    "observatory.Publication.finished_at": "a worker ends it; asked_by names the person",
}


def unpaired(models: Mapping[str, Iterable[str]]) -> set[str]:
    """`models`: label → field names. Returns `label.x_at` where `x_by` is missing."""
    found = set()
    for label, names in models.items():
        have = set(names)
        for name in have:
            if name.endswith("_at") and f"{name.removesuffix('_at')}_by" not in have:
                found.add(f"{label}.{name}")
    return found


def our_fields() -> dict[str, list[str]]:
    return {
        model._meta.label: [field.name for field in model._meta.get_fields()]
        for model in apps.get_models()
        if context_of_module(model.__module__)
    }


def test_every_at_has_its_by() -> None:
    assert len(our_fields()) > 5, "the models were not looked at"
    assert unpaired(our_fields()) == set(EXCEPTIONS)


def test_planted_lonely_at_is_caught() -> None:
    planted = {"a.Order": ["paid_at", "paid_by", "sent_at"], "a.Bat": ["at", "flat"]}
    assert unpaired(planted) == {"a.Order.sent_at"}
