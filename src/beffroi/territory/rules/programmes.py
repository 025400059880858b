"""National programmes that towns belong to, by the key of the country pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PROGRAMMES: Mapping[str, Any] = {
    "acv": _("Action cœur de ville"),
    "acv2": _("Action cœur de ville, seconde phase"),
    "pvd": _("Petites villes de demain"),
    "ort": _("Opération de revitalisation de territoire"),
    "ti": _("Territoires d’industrie"),
    "va": _("Villages d’avenir"),
}
