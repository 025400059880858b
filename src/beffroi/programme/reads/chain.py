"""The chain of agreements that renew one another, its gaps, and the gap to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.models import Agreement
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.life import BINDING, NAMES, OVER, State
from beffroi.programme.rules.renewal import LEAD, Alert, Term, Why, alert, gaps

_CHAIN = """
    WITH RECURSIVE before(id, renews_id, depth) AS (
        SELECT id, renews_id, 0 FROM programme_agreement WHERE id = %s
        UNION ALL
        SELECT older.id, older.renews_id, before.depth + 1
        FROM programme_agreement older JOIN before ON older.id = before.renews_id WHERE depth < 200
    ), chain(id, depth) AS (
        (SELECT id, 0 FROM before ORDER BY depth DESC LIMIT 1)
        UNION ALL
        SELECT newer.id, chain.depth + 1
        FROM programme_agreement newer JOIN chain ON newer.renews_id = chain.id WHERE depth < 200
    ) SELECT id FROM chain ORDER BY depth
"""


@dataclass(frozen=True, slots=True)
class Link:
    """An agreement of a chain, and the gap that opens after it, in words."""

    agreement: Agreement
    last: dt.date | None
    state_name: Any
    gap: str


def chain_of(agreement: Agreement) -> list[Agreement]:
    """From the first agreement to the last renewal, this one among them (2 queries)."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [agreement.pk])
        order = [pk for (pk,) in cursor.fetchall()]
    rows = Agreement.objects.across_towns().filter(pk__in=order).select_related("town", "holder")
    held = {row.pk: row for row in rows}
    return [held[pk] for pk in order]


def links_of(agreement: Agreement) -> list[Link]:
    """The chain with its gaps; signed terms only open and close gaps."""
    chain = chain_of(agreement)
    terms = [term for term in map(term_of, chain) if term is not None and term.signed]
    after = {one.after: one for one in gaps(terms)}
    return [_link(row, after.get(row.key)) for row in chain]


def _link(row: Agreement, gap: Any) -> Link:
    said = ""
    if gap is not None:
        n = gap.days
        said = ngettext("%(n)s jour sans convention", "%(n)s jours sans convention", n) % {"n": n}
    return Link(row, last_day(row), NAMES[State(row.state)], said)


def term_of(row: Agreement) -> Term | None:
    """An agreement as the rules read it; None without both days."""
    first, last = row.valid.lower, last_day(row)
    if first is None or last is None:
        return None
    signed = row.state in BINDING or row.state in OVER
    return Term(row.key, first, last, signed)


def alert_of(agreement: Agreement, on: dt.date) -> Alert | None:
    """The gap that opens after this agreement, from 90 days before."""
    term = term_of(agreement)
    if term is None or agreement.state not in BINDING | {State.ENDED}:
        return None
    following = getattr(agreement, "renewed_by", None)
    return alert(term, term_of(following) if following else None, on)


def sentence_of(found: Alert) -> str:
    """An alert in words."""
    why = {
        Why.NONE: _("Aucune convention ne la renouvelle."),
        Why.UNSIGNED: _("La convention qui la renouvelle n’est pas encore signée."),
        Why.LATE: _("La convention qui la renouvelle commence plus tard."),
    }[found.why]
    if found.days > 0:
        when = ngettext(
            "Dans %(n)s jour, plus rien ne couvre ce partenariat.",
            "Dans %(n)s jours, plus rien ne couvre ce partenariat.",
            found.days,
        )
    else:
        when = ngettext(
            "Depuis %(n)s jour, plus rien ne couvre ce partenariat.",
            "Depuis %(n)s jours, plus rien ne couvre ce partenariat.",
            1 - found.days,
        )
    return f"{when % {'n': max(found.days, 1 - found.days)}} {why}"


def ending(on: dt.date, lead: int = LEAD) -> Iterable[Agreement]:
    """Agreements that bind and end within `lead` days of a day, or ended within as many."""
    window = dt.timedelta(days=lead + 1)
    rows = Agreement.objects.across_towns().filter(state__in=BINDING, valid__endswith__isnull=False)
    near = rows.filter(valid__endswith__gte=on - window, valid__endswith__lte=on + window)
    ordered: Iterable[Agreement] = near.select_related("town", "holder", "renewed_by").order_by(
        "pk"
    )
    return ordered
