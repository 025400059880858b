"""Photos of a round: judged, written again, kept in the installation's storage."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from beffroi.premises.models import FieldPhoto, SurveyRound
from beffroi.premises.rules.rounds.life import PUBLIC, RoundRefused
from beffroi.sources.jpeg import clean_jpeg

FOLDER = "field"
MOST = 3000  # a round: a day of twenty surveyors


def keep_photo(*, round: SurveyRound, uuid: UUID, content: bytes, by: Any) -> bool:
    """Keep one photo; False when it was kept before.

    Raises `UnreadableSource` for what is no photo, `RoundRefused` for a round that takes none, or a
    key that names another photo.
    """
    digest = hashlib.sha256(content).hexdigest()
    if _held(round, uuid, digest):
        return False
    if round.state in PUBLIC or round.photos.count() >= MOST:
        raise RoundRefused(_("Ce relevé ne prend plus de photos : elle reste sur l’appareil."))
    photo = clean_jpeg(content)
    name = default_storage.save(f"{FOLDER}/{round.key}/{uuid}.jpg", ContentFile(photo.jpeg))
    try:
        with transaction.atomic():
            FieldPhoto.objects.create(
                round=round, uuid=uuid, stored_as=name, sha256=digest, size=len(photo.jpeg),
                width=photo.width, height=photo.height, received_by=by.key,
            )  # fmt: skip
    except IntegrityError:  # the same photo sent twice at once: one row, one file
        default_storage.delete(name)
        return not _held(round, uuid, digest)
    return True


def _held(round: SurveyRound, uuid: UUID, digest: str) -> bool:
    row = FieldPhoto.objects.across_towns().filter(uuid=uuid).first()
    if row is None:
        return False
    if (row.round_id, row.sha256) != (round.pk, digest):
        raise RoundRefused(_("Cette clé désigne déjà une autre photo."))
    return True
