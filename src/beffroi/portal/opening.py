"""Open the town of a commune with all that the country pack knows of it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel.communes import Commune
from beffroi.kernel.country import country_pack
from beffroi.territory import writes as territory
from beffroi.territory.models import Town


@transaction.atomic
def open_commune(commune: Commune, *, by: Person | None, role: str = "") -> Town:
    """The town of this commune, made when it is not here; `by` receives the role named."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    town = territory.open_town(
        insee_code=commune.code,
        name=commune.name,
        by=by,
        population=commune.population,
        population_year=commune.population_year,
        programmes=sorted({one.programme for one in pack.memberships(commune.code)}),
    )
    outline = pack.outline(commune.code)
    if outline and not town.outline:
        territory.draw_town(town=town, outline=outline, by=by)
    if by is not None and role:
        territory.give_role(person=by, town=town, role=role, start=timezone.localdate(), by=by)
    return town
