"""The trades of the nomenclature in the reader's words."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from beffroi.kernel.country import country_pack


def activity_label(code: str) -> str:
    """A subfamily's label in the reader's language; the code itself when it has none."""
    word = "label_en" if (get_language() or "fr").startswith("en") else "label_fr"
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return rows[code][word] if code in rows else code


def activity_choices() -> list[tuple[str, str]]:
    """Every trade of the nomenclature in the reader's language, by its name."""
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return sorted(((code, activity_label(code)) for code in rows), key=lambda pair: pair[1])
