"""A yearly review: commented, closed with what it said that day, published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, YearlyReview
from beffroi.programme.writes.agreements import held
from beffroi.programme.writes.told import told_of


class ReviewRefusedError(Exception):
    """What cannot be done to a review now; the sentence says why."""


@transaction.atomic
def comment(
    *, agreement: Agreement, year: int, comment: str, proposals: str, by: Person | None
) -> YearlyReview:
    """Write what the figures do not say; raises `ReviewRefusedError` once it is closed."""
    row = _open(agreement, year)
    row.comment, row.proposals = comment, proposals
    row.save()
    audit.record("programme.review_commented", by=by, **told_of(agreement), year=year)
    return row


@transaction.atomic
def close(
    *, agreement: Agreement, year: int, content: dict[str, Any], at: dt.datetime, by: Person | None
) -> YearlyReview:
    """Keep what it says (`review_draft.draft`), whatever the records become."""
    row = _open(agreement, year)
    row.content, row.closed_at, row.closed_by = content, at, getattr(by, "key", "")
    row.save()
    audit.record("programme.review_closed", by=by, **told_of(agreement), year=year)
    return row


@transaction.atomic
def publish(*, review: YearlyReview, published: bool, by: Person | None) -> None:
    """Show a closed review to everybody, or no more."""
    agreement = review.agreement
    row = _held(agreement, review.year)
    if row.closed_at is None:
        raise ReviewRefusedError(_("Arrêtez d’abord le bilan : ce qui se publie ne change plus."))
    row.is_published = published
    row.save(update_fields=["is_published"])
    if published:
        audit.record("programme.review_published", by=by, **told_of(agreement), year=review.year)
    else:
        audit.record("programme.review_withdrawn", by=by, **told_of(agreement), year=review.year)


def _open(agreement: Agreement, year: int) -> YearlyReview:
    row = _held(agreement, year)
    if row.closed_at is not None:
        raise ReviewRefusedError(_("Ce bilan est arrêté : il se lit, il ne change plus."))
    return row


def _held(agreement: Agreement, year: int) -> YearlyReview:
    held(agreement)  # one at a time on this agreement
    return YearlyReview.objects.get_or_create(agreement=agreement, year=year)[0]
