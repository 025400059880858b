"""« Conventions »: those of a town or above towns, and the first page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from beffroi.kernel import journal
from beffroi.kernel.permission import acting, signed_in
from beffroi.programme import reads
from beffroi.programme.models import Agreement
from beffroi.programme.reads.agreements import Choice, above, children_of, listed, of_body, of_town
from beffroi.programme.reads.attachments import matter_of
from beffroi.programme.reads.chain import alert_of, links_of, sentence_of
from beffroi.programme.reads.head import kind_name, last_day
from beffroi.programme.reads.standing import line_of, ways_of
from beffroi.programme.rules.life import BINDING, NAMES, OVER, STATES, State
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table

COLUMNS = (
    Column("title", _l("Convention")),
    Column("kind", _l("Nature")),
    Column("state", _l("État")),
    Column("first", _l("Du"), "date"),
    Column("last", _l("Au"), "date"),
    Column("bodies", _l("Entre")),
)
shell.hang(shell.Tab("agreement", _l("Vue d’ensemble"), 10))


@acting("read", "agreement")
@require_GET
def agreements(request: HttpRequest, town: str) -> HttpResponse:
    """The agreements of a town."""
    place = territory.town_or_404(town)
    return _list(request, place, of_town(place))


@signed_in
@require_GET
def agreements_above(request: HttpRequest) -> HttpResponse:
    """National and framework agreements that the reader may list: `above(request.user)`."""
    return _list(request, None, above(request.user))


@acting("read", "agreement", obj="body_key")
@require_GET
def body_agreements(request: HttpRequest, body_key: str) -> HttpResponse:
    """Every agreement of a body, and of those that went into it."""
    body = territory.body_or_404(body_key)
    creates = bool(rights.may(request.user, "write", "agreement", obj=body))
    found = of_body(body, timezone.localdate())
    return _list(request, None, found, body=body, creates=creates)


def _list(request: HttpRequest, town: Town | None, rows: Any, **more: Any) -> HttpResponse:
    choice = _choice(request)
    found = list(listed(rows, choice))
    context = {
        "town": town,
        "table": Table(COLUMNS, [row_of(one) for one in found]),
        "count": len(found),
        "any": bool(found) or choice != Choice(),
        "choice": choice,
        "kinds": Agreement.Kind.choices,
        "states": STATES,
        "crumbs": [*shell.crumbs_of(town)[:1], {"label": _("Conventions"), "href": ""}],
        "may_write": bool(town and rights.may(request.user, "write", "agreement", town=town)),
        **more,
    }
    return render(request, "programme/agreements.html", context)


def _choice(request: HttpRequest) -> Choice:
    kind, state = request.GET.get("nature", ""), request.GET.get("etat", "")
    return Choice(
        kind=kind if kind in Agreement.Kind.values else "",
        state=state if state in NAMES else "",
        running=state == "en-cours",
    )


def row_of(agreement: Agreement) -> dict[str, Any]:
    """One agreement as a row of a list."""
    bodies = [party.organisation.name for party in agreement.parties.all()]
    return {
        "title": Cell(agreement.title, address("agreement", agreement), agreement.reference),
        "kind": kind_name(agreement),
        "state": NAMES[State(agreement.state)],
        "first": agreement.valid.lower,
        "last": last_day(agreement),
        "bodies": ", ".join(bodies) or None,
    }


LINES = 8  # of the history on the first page


def history_of(row: Agreement) -> list[journal.Line]:
    """What was done with an agreement, the latest first."""
    found = journal.entries(journal.Asked(thing=f"agreement:{row.key}"))[:LINES]
    return journal.lines_of(found)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """One agreement: where it stands, what it hangs on, what comes next."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    today = timezone.localdate()
    may_write = shell.may(request, "write", row)
    coming, following = alert_of(row, today), getattr(row, "renewed_by", None)
    context = {
        "children": children_of(row),
        "line": line_of(row),
        "ways": ways_of(row, today) if may_write else [],
        "open": row.state not in BINDING and row.state not in OVER,
        "lines": history_of(row),
        "chain": links_of(row),
        "alert": sentence_of(coming) if coming else "",
        "matter": matter_of(row) if may_write else None,
        "may_renew": may_write and row.state in BINDING | OVER and not following,
    }
    return shell.page(request, row, "programme/agreement.html", context)
