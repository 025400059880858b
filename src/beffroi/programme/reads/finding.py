"""Agreements and sheets of a town, or above towns."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from beffroi.kernel import permission
from beffroi.programme.models import ActionSheet, Agreement
from beffroi.territory.models import Town


def agreements(town: Town | None) -> Any:
    """The agreements made for this town; with None, those above towns."""
    if town is None:
        return Agreement.objects.across_towns().filter(town=None)
    return Agreement.objects.of(town)


def sheets(town: Town | None) -> Any:
    """The sheets of this town; with None, those above towns."""
    if town is None:
        return ActionSheet.objects.across_towns().filter(town=None)
    return ActionSheet.objects.of(town)


def agreement_or_404(town: Town | None, key: str) -> Agreement:
    """One agreement by its key, with its bodies; looked for once a request (the door asks too)."""
    kept, name = permission.kept(), ("agreement", town.pk if town else None, key)
    if name not in kept:
        kept[name] = _agreement(town, key)
    agreement: Agreement = kept[name]
    return agreement


def _agreement(town: Town | None, key: str) -> Agreement:
    rows = agreements(town).select_related("holder", "town", "programme", "parent", "renews")
    found: Agreement = get_object_or_404(rows.prefetch_related("parties__organisation"), key=key)
    return found


def sheet_or_404(town: Town | None, key: str) -> ActionSheet:
    """One sheet by its key, with its bodies."""
    rows = sheets(town).select_related(
        "agreement__holder", "axis", "town", "project_owner", "delegated_owner", "parent"
    )
    bodies = ("parties__organisation", "agreement__parties__organisation")
    found: ActionSheet = get_object_or_404(rows.prefetch_related(*bodies), key=key)
    return found
