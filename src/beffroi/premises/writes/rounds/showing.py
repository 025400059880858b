"""A photo of the field is shown to everybody, or no more: always a person's decision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel import audit
from beffroi.premises.models import FieldPhoto
from beffroi.premises.reads.photos import Taken
from beffroi.premises.rules.rounds.life import PUBLIC, RoundRefused


@transaction.atomic
def show_photo(*, taken: Taken, alt: str, nobody_seen: bool, by: Any) -> FieldPhoto:
    """Show a photo on the sheet of its door.

    `nobody_seen`: this person looked, and no face nor number plate can be recognised. Raises
    `RoundRefused` without that, without words for who cannot see it, for a round not published yet,
    or a photo of no known door.
    """
    if taken.photo.round.state not in PUBLIC:
        raise RoundRefused(_("Une photo se montre une fois le relevé publié."))
    if taken.door is None:
        raise RoundRefused(_("Cette photo n’est d’aucun local connu."))
    if not nobody_seen:
        raise RoundRefused(_("Dites que ni visage ni plaque ne s’y reconnaissent."))
    if not alt.strip():
        raise RoundRefused(_("Dites ce que l’on voit, pour qui ne voit pas la photo."))
    row: FieldPhoto = FieldPhoto.objects.across_towns().select_for_update().get(pk=taken.photo.pk)
    row.premises, row.alt = taken.door, " ".join(alt.split())[:200]
    row.shown_at, row.shown_by = timezone.now(), by.key
    row.save(update_fields=["premises", "alt", "shown_at", "shown_by"])
    town = taken.door.town.insee_code
    audit.record(
        "premises.photo_shown", by=by, town=town, on=taken.door.public_id, photo=str(row.uuid)
    )
    return row


@transaction.atomic
def hide_photo(*, taken: Taken, by: Any) -> FieldPhoto:
    """Withdraw a photo at once; what was said of it stays for whoever shows it again."""
    row: FieldPhoto = FieldPhoto.objects.across_towns().select_for_update().get(pk=taken.photo.pk)
    if row.shown_at is None:
        return row
    row.shown_at, row.shown_by = None, ""
    row.save(update_fields=["shown_at", "shown_by"])
    door = taken.door.public_id if taken.door else ""
    town = taken.photo.round.town.insee_code
    audit.record("premises.photo_hidden", by=by, town=town, on=door, photo=str(row.uuid))
    return row
