"""What lists of sheets may be narrowed by: axes and bodies met on the sheets of a town."""

from __future__ import annotations

from django.db.models import Q

from beffroi.programme.models import ActionSheet, Axis
from beffroi.territory.models import Organisation, Town


def axes_of_town(town: Town) -> list[Axis]:
    """Axes under which a sheet of the town stands; one a code."""
    held = ActionSheet.objects.of(town).exclude(axis=None).values("axis")
    rows = Axis.objects.filter(pk__in=held).order_by("order", "code", "pk")
    return list({axis.code: axis for axis in rows}.values())


def bodies_on_sheets(town: Town) -> list[Organisation]:
    """Bodies that take part in, own or fund a sheet of the town, by name."""
    sheets = ActionSheet.objects.of(town)
    rows = Organisation.objects.filter(
        Q(sheet_parts__sheet__in=sheets)
        | Q(pk__in=sheets.exclude(project_owner=None).values("project_owner"))
        | Q(financing__sheet__in=sheets)
    )
    return list(Organisation.objects.filter(pk__in=rows.values("pk")).order_by("name", "pk"))
