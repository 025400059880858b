"""Series of the country, as its pack tells them (countries/*/context_series.toml)."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from beffroi.kernel.country import country_pack
from beffroi.kernel.wording import to_store
from beffroi.programme.models import ContextPoint, ContextSeries

FACTS = ("label", "code", "unit", "place", "source")
WORDS = (  # of the pack, for the catalogues
    to_store("Villes Action cœur de ville"),
    to_store("Codata, villes du programme Action cœur de ville, par année"),
    to_store("Codata, 1er janvier 2025, citée par la Banque des territoires"),
    to_store("Mission IGF et CGEDD, par année"),
    to_store("France (Codata)"),
    to_store("France (IGF et CGEDD)"),
)


@transaction.atomic
def load_context() -> int:
    """Enter the series that the country pack tells of; how many. Safe to run twice.

    A value the pack tells otherwise is corrected, one it tells no more is dropped; series of
    another origin stay.
    """
    told = country_pack(settings.BEFFROI_COUNTRY).path("context_series.toml")
    listed = tomllib.loads(told.read_text(encoding="utf-8"))["series"]
    for one in listed:
        series, _new = ContextSeries.objects.update_or_create(
            slug=one["slug"], defaults={name: one[name] for name in FACTS}
        )
        values = {point["on"]: Decimal(point["value"]) for point in one["points"]}
        series.points.exclude(on__in=list(values)).delete()
        for on, value in values.items():
            ContextPoint.objects.update_or_create(series=series, on=on, defaults={"value": value})
    return len(listed)
