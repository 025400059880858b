"""What a table of sheets may name in an agreement: its axes, the bodies around, codes in use."""

from __future__ import annotations

from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.rules.sheet_columns import plain
from beffroi.programme.rules.sheet_table import Known


def known_of(agreement: Agreement) -> Known:
    """Axes by code and by name, bodies by name, codes; three queries."""
    axes: dict[str, str] = {}
    for axis in agreement.axes.all():
        axes[plain(axis.code)] = axis.code
        axes.setdefault(plain(axis.name), axis.code)
        axes.setdefault(plain(f"{axis.code} {axis.name}"), axis.code)
    bodies = {plain(body.name): body.key for body in bodies_around(agreement.town, agreement)}
    held = ActionSheet.objects.across_towns().filter(agreement=agreement)
    return Known(axes, bodies, frozenset(held.values_list("code", flat=True)))
