"""Another observatory's document: kept once, shown to everybody when somebody says so, taken away."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.observatory.models import ReceivedObservatory
from beffroi.sources.observatories import Told
from beffroi.sources.records import UnreadableSource
from beffroi.territory.models import Town

MOST_KEPT = 60  # documents a town


@transaction.atomic
def receive(*, town: Town, told: Told, by: Person | None) -> ReceivedObservatory:
    """Keep a document that was judged; the same one twice is one. Raises `UnreadableSource`."""
    content = told.as_data()
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    rows = ReceivedObservatory.objects.of(town)
    held: ReceivedObservatory | None = rows.filter(sha256=digest).first()
    if held is not None:
        return held
    if rows.count() >= MOST_KEPT:
        said = _("Soixante observatoires sont déjà gardés ici : retirez-en un d’abord.")
        raise UnreadableSource(said, code="many")
    licences = sorted({one.licence for one in told.sources if one.licence})
    row = ReceivedObservatory.objects.create(
        town=town, name=told.name, origin=told.page, made_on=told.made_on, sha256=digest,
        licence=" ; ".join(licences)[:120], content=content, received_by=by.key if by else "",
    )  # fmt: skip
    audit.record("observatory.observatory_received", by=by, **_named(row), name=row.name)
    return row


@transaction.atomic
def show_received(*, row: ReceivedObservatory, public: bool, by: Person) -> ReceivedObservatory:
    """Let everybody compare with it, or the town's team alone."""
    if row.is_public != public:
        row.is_public = public
        row.save(update_fields=["is_public"])
        audit.record(
            "observatory.observatory_shown" if public else "observatory.observatory_hidden",
            by=by, **_named(row), name=row.name,
        )  # fmt: skip
    return row


@transaction.atomic
def withdraw_received(*, row: ReceivedObservatory, by: Person) -> None:
    """Take it away: nothing rests on it."""
    audit.record("observatory.observatory_withdrawn", by=by, **_named(row), name=row.name)
    row.delete()


def _named(row: ReceivedObservatory) -> dict[str, str]:
    return {"town": row.town.insee_code, "on": f"observatory/{row.key}"}
