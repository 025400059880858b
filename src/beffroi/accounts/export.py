"""A person's data as one file: JSON for programs, a page to read."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from beffroi.accounts.models import Person
from beffroi.accounts.personal import holdings


def gathered(person: Person) -> list[dict[str, Any]]:
    """Each holding with its rows, as plain values."""
    return [
        {
            "key": holding.key,
            "label": str(holding.label),
            "why": str(holding.why),
            "how_long": str(holding.how_long),
            "kept_because": str(holding.kept_because),
            "rows": holding.rows(person),
        }
        for holding in holdings()
    ]


def as_zip(person: Person) -> bytes:
    """`donnees.json` and `donnees.html`, made at once: hundreds of rows, not millions."""
    parts = gathered(person)
    said = {"made": timezone.now(), "person": person.key, "holdings": parts}
    page = {"parts": parts, "person": person, "made": timezone.now(), "language": get_language()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        plain = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("donnees.json", plain)
        archive.writestr("donnees.html", render_to_string("accounts/export.html", page))
    return out.getvalue()
