"""What children that outlive their framework stand under: what is open, proposed, decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from beffroi.programme.models import Agreement, Attachment
from beffroi.programme.reads.agreements import above
from beffroi.programme.reads.axis_tree import family_of
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.ending import Against, against
from beffroi.programme.rules.life import BINDING

PARENTS = (Agreement.Kind.NATIONAL, Agreement.Kind.FRAMEWORK, Agreement.Kind.OPERATIONAL)


@dataclass(frozen=True, slots=True)
class Matter:
    """A child and the framework it outlives: from `on` it stands under something else, or nothing.

    `proposed` is the renewal that stands ready; `row` is what was proposed or decided, if anything.
    """

    child: Agreement
    source: Agreement
    end: dt.date
    on: dt.date
    proposed: Agreement | None
    row: Attachment | None

    @property
    def decided(self) -> bool:
        return self.row is not None and self.row.decided_at is not None


def matter_of(child: Agreement) -> Matter | None:
    """The framework that a child outlives and what comes after it; three queries at most.

    None while it binds nobody or its framework lasts as long; once it stands under the next, the
    matter of the next.
    """
    source = child.parent
    end = last_day(source) if source else None
    if source is None or end is None or child.state not in BINDING:
        return None
    if against(last_day(child), end) is not Against.OUTLIVES:
        return None
    row = Attachment.objects.filter(child=child, source=source).select_related("into").first()
    renewal = getattr(source, "renewed_by", None)
    ready = renewal if renewal and renewal.state in BINDING else None
    return Matter(child, source, end, first_day(end, renewal), ready, row)


def first_day(end: dt.date, renewal: Agreement | None) -> dt.date:
    """The day after a framework, or the first of what renews it when that comes later."""
    after = end + dt.timedelta(days=1)
    return max(after, renewal.valid.lower) if renewal and renewal.valid.lower else after


def choices_of(matter: Matter, person: Any) -> QuerySet[Agreement]:
    """Frameworks that run on the day, which the person may list, and the one that is proposed."""
    known = Q(pk__in=above(person).filter(kind__in=PARENTS, state__in=BINDING).values("pk"))
    if matter.proposed is not None:
        known |= Q(pk=matter.proposed.pk)
    rows: QuerySet[Agreement] = Agreement.objects.across_towns().filter(known)
    running = rows.filter(valid__contains=matter.on)
    return running.exclude(pk__in=[matter.source.pk, *family_of(matter.child)]).order_by("title")


def outliving(source: Agreement) -> list[Agreement]:
    """Children that bind, stand right under a framework and outlive it; one query."""
    end = last_day(source)
    if end is None:
        return []
    rows = Agreement.objects.across_towns().filter(parent=source, state__in=BINDING)
    found = rows.annotate(after=Upper("valid"))
    later = found.filter(Q(after=None) | Q(after__gt=end + dt.timedelta(days=1)))
    return list(later.select_related("town", "holder").order_by("pk"))


def decided_of(source: Agreement) -> dict[int, Attachment]:
    """What was decided for the children of a framework, by child (row number); one query."""
    rows = Attachment.objects.filter(source=source, decided_at__isnull=False)
    return {row.child_id: row for row in rows.select_related("into")}
