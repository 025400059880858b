"""A framework before its end: the agreements that hang on it, their themes, what is to renew."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from beffroi.programme.models import ActionSheet, Agreement, Attachment, Axis, Committee, Meeting
from beffroi.programme.reads.attachments import decided_of
from beffroi.programme.reads.axis_tree import family_of, inherited_in
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.ending import Duty, Follows, Hanging, duties
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.status import LIVE


@dataclass(frozen=True, slots=True)
class Child:
    """An agreement that hangs on the framework, directly or through another."""

    agreement: Agreement
    facts: Hanging
    live: int
    after: Attachment | None = None  # what was decided of what it stands under next


@dataclass(frozen=True, slots=True)
class Ending:
    """What the renewal file is made of; `unused`: themes that no child has taken."""

    end: dt.date
    days: int
    following: Agreement | None
    follows: Follows
    children: list[Child]
    unused: list[Axis]
    promises: int
    next_meeting: Meeting | None
    duties: list[Duty]


def ending_of(agreement: Agreement, on: dt.date) -> Ending | None:
    """The end of a framework as the records stand; None without a last day. Eleven queries at most."""
    end = last_day(agreement)
    if end is None:
        return None
    children, taken = _children(agreement)
    following = getattr(agreement, "renewed_by", None)
    promises = agreement.commitments.filter(done_on=None, released_on=None).count()
    meeting = _next_meeting(agreement, on, end)
    left = duties(
        follows=follows(agreement), meets=meeting is not None, promises=promises, end=end,
        reviewed=agreement.reviews.filter(year=end.year, closed_at__isnull=False).exists(),
        children=[one.facts for one in children],
    )  # fmt: skip
    unused = [axis for axis in agreement.axes.all() if axis.code not in taken]
    state = follows(agreement)
    return Ending(end, (end - on).days, following, state, children, unused, promises, meeting, left)


def follows(agreement: Agreement) -> Follows:
    """What comes after an agreement."""
    renewal = getattr(agreement, "renewed_by", None)
    if renewal is None:
        return Follows.NOTHING
    return Follows.SIGNED if renewal.state in BINDING | OVER else Follows.DRAFT


def _children(agreement: Agreement) -> tuple[list[Child], set[str]]:
    """Those of the family that are not over, and those that went on under the next framework, by
    their end; codes of the themes they have taken.
    """
    decided = decided_of(agreement)
    family = {*family_of(agreement), *decided} - {agreement.pk}
    rows = Agreement.objects.across_towns().filter(pk__in=family).exclude(state__in=OVER)
    found = list(rows.select_related("town", "holder", "renewed_by").order_by("pk"))
    themes = inherited_in(agreement, [row.pk for row in found])
    alive = _alive([row.pk for row in found])
    children = [
        Child(
            row,
            _facts(row, themes.get(row.pk, set()), row.pk in decided),
            alive.get(row.pk, 0),
            decided.get(row.pk),
        )
        for row in found
    ]
    order = sorted(children, key=lambda one: (one.facts.last or dt.date.max, one.agreement.title))
    return order, set().union(*themes.values())


def _facts(row: Agreement, themes: set[str], settled: bool) -> Hanging:
    binds = row.state in BINDING
    return Hanging(row.key, last_day(row), binds, follows(row), tuple(sorted(themes)), settled)


def _alive(agreements: list[int]) -> dict[int, int]:
    """Live sheets by agreement; one query."""
    rows = ActionSheet.objects.across_towns().filter(agreement__in=agreements, status__in=LIVE)
    found = defaultdict[int, int](int)
    for pk, number in rows.values_list("agreement").annotate(n=Count("pk")).order_by():
        found[pk] = number
    return found


def _next_meeting(agreement: Agreement, on: dt.date, end: dt.date) -> Meeting | None:
    """The next meeting of those who follow it on behalf of elected members, before the end."""
    ours = Q(committee__kind__in=(Committee.Kind.ELECTED, Committee.Kind.STEERING))
    rows = Meeting.objects.filter(ours, committee__agreement=agreement, cancelled=False)
    found: Meeting | None = (
        rows.filter(on__gte=on, on__lte=end).select_related("committee").order_by("on").first()
    )
    return found
