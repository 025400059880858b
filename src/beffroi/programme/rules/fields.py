"""Fields of public action that an axis may belong to: wide enough that nothing is "other".

Each names the figures of the observatory that tell of it, empty where none does yet.
Sources: the five axes of Action Cœur de Ville, its Act II, and text 002 (habitat, commerce,
services, transport, stationnement, santé, culture, éducation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key, its name, and the indicator codes that measure it."""

    key: str
    label: Any
    indicators: tuple[str, ...] = ()


_ALL = (
    Field("trade", _("Commerce"), ("vacancy_rate",)),
    Field("housing", _("Habitat")),
    Field("services", _("Services publics et de proximité")),
    Field("transport", _("Transports et mobilités")),
    Field("parking", _("Stationnement")),
    Field("accessibility", _("Accessibilité")),
    Field("public_space", _("Espaces publics et propreté")),
    Field("health", _("Santé")),
    Field("culture", _("Culture et patrimoine")),
    Field("education", _("Éducation et jeunesse")),
    Field("sport", _("Sport et loisirs")),
    Field("tourism", _("Tourisme")),
    Field("events", _("Animation et événements")),
    Field("digital", _("Numérique")),
    Field("economy", _("Économie et entreprises")),
    Field("production", _("Production locale et artisanat")),
    Field("employment", _("Emploi et formation")),
    Field("logistics", _("Logistique urbaine et livraisons")),
    Field("land", _("Foncier et locaux")),
    Field("environment", _("Transition écologique")),
    Field("safety", _("Sécurité et tranquillité")),
    Field("cooperation", _("Coopération et rayonnement")),
    Field("engineering", _("Ingénierie et pilotage")),
)
FIELDS: dict[str, Field] = {field.key: field for field in _ALL}
CHOICES = tuple((field.key, field.label) for field in _ALL)
