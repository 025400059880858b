"""The fields of an action sheet in sections short enough to be filled at one sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: its name in addresses, its title, its fields."""

    slug: str
    title: Any
    fields: tuple[str, ...]
    help: Any = ""


SECTIONS: tuple[Section, ...] = (
    Section("essentiel", _("L’essentiel"), ("title", "priority", "project_owner", "delegated_owner", "referent", "target_group")),
    Section("point", _("Où elle en est"), ("status", "start", "end", "is_recurring"), _("Le statut dit ce que vous en savez ; le retard, lui, se calcule d’après les dates.")),
    Section("pourquoi", _("Pourquoi"), ("need", "objectives")),
    Section("quoi", _("Ce qui sera fait"), ("description", "limits", "deliverables", "communication")),
    Section("conditions", _("Conditions et risques"), ("legal_prerequisites", "risks", "staff_days")),
    Section("place", _("Place"), ("code", "parent", "perimeter")),
    Section("diffusion", _("Diffusion"), ("is_restricted", "is_published")),
)  # fmt: skip
BY_SLUG: dict[str, Section] = {section.slug: section for section in SECTIONS}
FIELDS: tuple[str, ...] = tuple(name for section in SECTIONS for name in section.fields)
# A person's name stays out of the journal, which outlives erasure: it says only that it changed.
UNTOLD = frozenset({"referent"})
