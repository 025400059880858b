"""A premises in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from beffroi.premises.reads.cells import Cell


def door_name(cell: Cell) -> str:
    """A premises in words, for those who cannot see the map."""
    what = _("Local vide") if cell.vacant else cell.name or _("Enseigne non relevée")
    where = " ".join(part for part in (cell.house_number, cell.street) if part)
    return f"{what}, {where}" if where else what
