"""A child that outlives its framework: proposed to the next one, decided, done on the day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.accounts.writes import tell
from beffroi.kernel import audit
from beffroi.programme import subjects
from beffroi.programme.links import address
from beffroi.programme.models import Agreement, Attachment, Axis
from beffroi.programme.reads.attachments import Matter, first_day, matter_of, outliving
from beffroi.programme.reads.axis_tree import family_of
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.people import people_of
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.told import told_of
from beffroi.territory.reads import keeps


@transaction.atomic
def propose(*, renewal: Agreement, by: Person | None, on: dt.date) -> int:
    """The renewal of a framework is signed: each child that outlives it is proposed to it; how many.

    What was decided already stands; a second run proposes and tells nothing more.
    """
    source = renewal.renews
    end = last_day(source) if source else None
    if source is None or end is None:
        return 0
    children = outliving(source)
    for child in children:
        _row, new = Attachment.objects.get_or_create(
            child=child, source=source,
            defaults={"into": renewal, "on": first_day(end, renewal), "proposed_by": getattr(by, "key", "")},
        )  # fmt: skip
        if new:
            _tell(child, renewal, on)
    return len(children)


def _tell(child: Agreement, renewal: Agreement, on: dt.date) -> None:
    tell(
        people_of(child, on), subjects.RENEWALS, sentence="attach",
        params={"title": child.title, "into": renewal.title}, url=address("agreement_frame", child),
        town_key=child.town.insee_code if child.town else "",
        object_key=f"agreement:{child.key}", once=f"attach:{child.key}:{renewal.key}",
    )  # fmt: skip


@transaction.atomic
def decide(
    *, child: Agreement, into: Agreement | None, by: Person | None, today: dt.date
) -> Attachment:
    """From the day after its framework, a child stands under `into`, or under none.

    Raises `LifeError` where there is nothing to decide, it is done, or `into` does not run that day.
    """
    rows = Agreement.objects.across_towns().select_for_update(of=("self",))
    held = rows.select_related("town", "holder", "parent__renewed_by").get(pk=child.pk)
    matter = matter_of(held)
    if matter is None:
        raise LifeError(_("Cette convention ne survit pas à son cadre : il n’y a rien à décider."))
    if into is not None:
        _check(matter, into)
    row, _new = Attachment.objects.update_or_create(
        child=held, source=matter.source,
        defaults={"into": into, "on": matter.on, "decided_at": timezone.now(), "decided_by": getattr(by, "key", "")},
    )  # fmt: skip
    audit.record(
        "programme.agreement_attached" if into else "programme.agreement_detached",
        by=by, **told_of(held), source=matter.source.title, into=into.title if into else "",
        day=matter.on.isoformat(),
    )  # fmt: skip
    if matter.on <= today:
        _apply(row, today)
    return row


def _check(matter: Matter, into: Agreement) -> None:
    if into.pk in family_of(matter.child):
        raise LifeError(
            _("Une convention ne découle ni d’elle-même ni de celles qui en découlent.")
        )
    if into.state not in BINDING:
        raise LifeError(_("Ce cadre n’est pas signé."))
    if matter.on not in into.valid:
        raise LifeError(_("Ce cadre ne court pas ce jour-là."))


@transaction.atomic
def attachments_due(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Bring to the records what was decided and whose day has come; how many.

    With a `zone`, for the towns that keep its clock. Safe to run twice.
    """
    rows = Attachment.objects.select_for_update(of=("self",)).filter(
        decided_at__isnull=False, applied_on=None, on__lte=on
    )
    due = [row for row in rows.select_related("child__town", "into") if keeps(zone, row.child.town)]
    for row in due:
        _apply(row, on)
    return len(due)


def _apply(row: Attachment, on: dt.date) -> None:
    """The child stands under the next one, its axes under those of the same code there."""
    child = Agreement.objects.across_towns().select_related("town").get(pk=row.child_id)
    child.parent = row.into
    child.save(update_fields=["parent"])
    theirs = {one.code: one for one in row.into.axes.all()} if row.into else {}
    for axis in Axis.objects.filter(agreement=child, inherits__agreement=row.source_id):
        above = theirs.get(axis.inherits.code) if axis.inherits else None
        if above is not None:
            axis.inherits = above
            axis.save(update_fields=["inherits"])
    row.applied_on = on
    row.save(update_fields=["applied_on"])
    audit.record(
        "programme.agreement_hangs", **told_of(child), into=row.into.title if row.into else ""
    )
