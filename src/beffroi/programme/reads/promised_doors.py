"""What action sheets promise where some doors stand: the observatory asks when it proposes doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beffroi.observatory.rules.doors import Promise
from beffroi.premises.reads.doors import doors_within
from beffroi.programme import policies
from beffroi.programme.links import of_town
from beffroi.programme.models import ActionSheet
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.status import OVER
from beffroi.territory import policies as rights
from beffroi.territory.models import Town


def promises_at(town: Town, doors: frozenset[str], viewer: Any) -> Mapping[str, Promise]:
    """The sheet that ends first, by public id of the doors that its perimeter holds.

    Only sheets under way or to come, of agreements that bind, that this person may read. Three
    queries at most.
    """
    if not rights.may(viewer, "read", policies.AGREEMENT, town=town):
        return {}
    rows = ActionSheet.objects.of(town).filter(
        policies.visible_sheets(viewer), perimeter__isnull=False, end__isnull=False,
        agreement__state__in=BINDING,
    )  # fmt: skip
    sheets = list(rows.exclude(status__in=OVER).distinct().order_by("-end", "-code"))
    held = doors_within([sheet.perimeter_id for sheet in sheets], doors) if sheets else {}
    found: dict[str, Promise] = {}
    for sheet in sheets:  # the one that ends first is told last, and stays
        if sheet.end is None or sheet.perimeter_id is None:
            continue
        told = Promise(sheet.title, sheet.end, of_town("sheet", town, sheet_key=sheet.key))
        found |= dict.fromkeys(held.get(sheet.perimeter_id, ()), told)
    return found
