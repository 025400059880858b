"""What lists of sheets may be narrowed by: axes and bodies met on some sheets."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from beffroi.programme.models import Axis
from beffroi.territory.models import Organisation


def axes_of_sheets(sheets: Any) -> list[Axis]:
    """Axes under which one of these sheets stands; one a code."""
    held = sheets.exclude(axis=None).values("axis")
    rows = Axis.objects.filter(pk__in=held).order_by("order", "code", "pk")
    return list({axis.code: axis for axis in rows}.values())


def bodies_on_sheets(sheets: Any) -> list[Organisation]:
    """Bodies that take part in, own or fund one of these sheets, by name."""
    rows = Organisation.objects.filter(
        Q(sheet_parts__sheet__in=sheets)
        | Q(pk__in=sheets.exclude(project_owner=None).values("project_owner"))
        | Q(financing__sheet__in=sheets)
    )
    return list(Organisation.objects.filter(pk__in=rows.values("pk")).order_by("name", "pk"))
