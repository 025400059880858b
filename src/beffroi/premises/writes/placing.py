"""Put premises in perimeters and on streets."""

from __future__ import annotations

from typing import Any

import shapely
from django.db import transaction
from shapely.geometry import shape

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import Premises, Within
from beffroi.premises.writes.streets import along
from beffroi.territory.models import Perimeter, Street, Town
from beffroi.territory.writes import touch


@transaction.atomic
def place_within(*, town: Town, perimeter: Perimeter) -> int:
    """Note which premises lie in this perimeter; returns how many."""
    where = list(Premises.objects.of(town).values_list("pk", "lon", "lat"))
    if not where:
        return 0
    outline = shape(perimeter.geometry)
    shapely.prepare(outline)
    inside = shapely.intersects_xy(outline, [w[1] for w in where], [w[2] for w in where])
    wanted = {pk for (pk, _, _), is_in in zip(where, inside, strict=True) if is_in}
    held = set(
        Within.objects.of(town).filter(perimeter=perimeter).values_list("premises_id", flat=True)
    )
    gone = Within.objects.of(town).filter(perimeter=perimeter, premises_id__in=held - wanted)
    gone.delete()
    Within.objects.bulk_create(
        (Within(premises_id=pk, perimeter=perimeter) for pk in wanted - held), batch_size=5000
    )
    if wanted != held:
        touch(town)
    return len(wanted)


def place_within_all(*, town: Town) -> None:
    """Note in which perimeters of the town its premises lie."""
    for perimeter in Perimeter.objects.of(town):
        place_within(town=town, perimeter=perimeter)


@transaction.atomic
def correct_street(*, premises: Premises, street: Street, by: Person) -> Premises:
    """Say on which street a premises stands: one tap settles a doubt, and imports keep it."""
    before = premises.street_id
    premises.street, premises.street_doubtful = street, False
    premises.street_origin = Premises.StreetOrigin.CORRECTED
    premises.side, premises.along_m = along(premises, street)
    words: list[Any] = ["street", "street_doubtful", "street_origin", "side", "along_m"]
    premises.save(update_fields=words)
    audit.record(
        "premises.street_corrected",
        by=by,
        town=premises.town.insee_code,
        on=premises.public_id,
        before=before,
        after=street.pk,
    )
    touch(premises.town)
    return premises
