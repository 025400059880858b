"""The axes of an agreement as a tree, with what they gather, each sheet counted once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Axis,
    AxisMapping,
    ProgrammeVersion,
    SheetFiling,
)
from beffroi.programme.rules.axis_tree import Node, root_of, walk
from beffroi.programme.rules.fields import FIELDS
from beffroi.programme.rules.status import LIVE

# An agreement and all that stands under it, however deep.
_FAMILY = """
    WITH RECURSIVE family(id) AS (
        SELECT %s::bigint
        UNION
        SELECT child.id FROM programme_agreement child JOIN family ON child.parent_id = family.id
    ) SELECT id FROM family
"""


@dataclass(frozen=True, slots=True)
class Line:
    """An axis at its depth, with its sheets (its own, and those of child agreements) and its live ones."""

    depth: int
    axis: Axis
    field: Any
    own: int
    all: int
    live: int


def tree_of_content(axes: Mapping[str, Any]) -> list[tuple[int, str, Any]]:
    """(depth, code, what is said) of the axes of a text."""
    nodes = [Node(code, told["parent"], told["order"], code) for code, told in axes.items()]
    return [(depth, code, axes[code]) for depth, code in walk(nodes)]


def axes_of(agreement: Agreement) -> list[tuple[int, Axis]]:
    """(depth, axis) of an agreement, parents first; one query."""
    return ordered(Axis.objects.filter(agreement=agreement).select_related("inherits"))


def ordered(rows: Iterable[Axis]) -> list[tuple[int, Axis]]:
    """Axes as a tree."""
    held = {row.pk: row for row in rows}
    nodes = [Node(row.pk, row.parent_id, row.order, row.code) for row in held.values()]
    return [(depth, held[key]) for depth, key in walk(nodes)]


def family_of(agreement: Agreement) -> list[int]:
    """Numbers of the agreement and of every one under it, each once."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [agreement.pk])
        return [pk for (pk,) in cursor.fetchall()]


def sheets_under(agreement: Agreement) -> QuerySet[ActionSheet]:
    """Sheets of an agreement and of those under it: one row a sheet, whatever ways lead to it."""
    rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns()
    return rows.filter(agreement__in=family_of(agreement))


def lines_of(agreement: Agreement) -> tuple[list[Line], list[ActionSheet]]:
    """The tree with its counts, and the sheets filed under no axis of it (5 queries)."""
    tree = axes_of(agreement)
    sheets = list(sheets_under(agreement).select_related("axis").order_by("code"))
    roots = _inherits([sheet.axis_id for sheet in sheets if sheet.axis_id])
    ours = {axis.pk for _depth, axis in tree}
    filed: dict[int, list[ActionSheet]] = defaultdict(list)
    left: list[ActionSheet] = []
    for sheet in sheets:
        under = _first_of(sheet.axis_id, roots, ours)
        (left if under is None else filed[under]).append(sheet)
    return [_line(depth, axis, filed[axis.pk], agreement) for depth, axis in tree], left


def _line(depth: int, axis: Axis, sheets: list[ActionSheet], agreement: Agreement) -> Line:
    known = FIELDS.get(axis.field)
    return Line(
        depth,
        axis,
        known.label if known else axis.field,
        sum(1 for sheet in sheets if sheet.agreement_id == agreement.pk),
        len(sheets),
        sum(1 for sheet in sheets if sheet.status in LIVE),
    )


def _first_of(axis: int | None, inherits: Mapping[int, int | None], ours: set[int]) -> int | None:
    """The axis of ours that a sheet's axis is, or is a copy of."""
    seen: set[int] = set()
    while axis is not None and axis not in seen:
        if axis in ours:
            return axis
        seen.add(axis)
        axis = inherits.get(axis)
    return None


def inherited_in(agreement: Agreement, children: Iterable[int]) -> dict[int, set[str]]:
    """By child (its number), codes of the agreement's axes that its own are copies of."""
    rows = list(Axis.objects.filter(agreement__in=children).values_list("pk", "agreement"))
    ours = dict(agreement.axes.values_list("pk", "code"))
    inherits = _inherits([pk for pk, _child in rows])
    found: dict[int, set[str]] = defaultdict(set)
    for pk, child in rows:
        above = _first_of(pk, inherits, set(ours))
        if above is not None:
            found[child].add(ours[above])
    return dict(found)


def _inherits(axes: Iterable[int]) -> dict[int, int | None]:
    """What each of these axes, and those above them, is a copy of; a query a generation."""
    found: dict[int, int | None] = {}
    asked = set(axes)
    while asked:
        found |= dict(Axis.objects.filter(pk__in=asked).values_list("pk", "inherits"))
        asked = {above for above in found.values() if above is not None} - found.keys()
    return found


def themes(agreement: Agreement) -> Counter[str]:
    """Sheets by the code of the theme they come from, over the whole family, each once."""
    sheets = list(sheets_under(agreement).values_list("pk", "axis"))
    inherits = _inherits({axis for _pk, axis in sheets if axis})
    roots = {axis: root_of(axis, inherits) for _pk, axis in sheets if axis}
    codes = dict(Axis.objects.filter(pk__in=set(roots.values())).values_list("pk", "code"))
    return Counter(codes[roots[axis]] for _pk, axis in sheets if axis)


def filings_of(sheet: ActionSheet) -> list[SheetFiling]:
    """Where a sheet stood, from the first day to the last."""
    rows = SheetFiling.objects.filter(sheet=sheet).select_related(
        "axis__version", "axis__agreement"
    )
    return list(rows.order_by("valid", "pk"))


def pillars_of(axis: Axis | None, on: dt.date) -> list[Axis]:
    """What an axis is called in the programme's version of that day, by the mappings (row 001-02)."""
    if axis is None:
        return []
    wanted = _inherits([axis.pk])
    rows = AxisMapping.objects.filter(before__in=wanted).select_related("after__version")
    found = [row.after for row in rows if row.after.version and _runs(row.after.version, on)]
    return sorted(found, key=lambda one: (one.order, one.code))


def _runs(version: ProgrammeVersion, on: dt.date) -> bool:
    lower, upper = version.valid.lower, version.valid.upper
    return (lower is None or lower <= on) and (upper is None or on < upper)
