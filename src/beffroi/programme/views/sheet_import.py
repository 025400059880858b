"""Actions from a spreadsheet: the file, then a worker reads it; its columns, ten rows to look at; then
and only then a worker writes it. The page of a table says how far it is, and can be left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import queued
from beffroi.kernel.permission import acting
from beffroi.programme import tasks
from beffroi.programme.forms.sheet_bulk import TableForm
from beffroi.programme.models import SheetTable
from beffroi.programme.places import Place
from beffroi.programme.reads.history import label_of
from beffroi.programme.reads.sheet_table import known_of
from beffroi.programme.rules.sheet_columns import REQUIRED, TITLES, Doubt, doubts
from beffroi.programme.rules.sheet_table import Judged, judge_table
from beffroi.programme.rules.status import PRIORITIES, STATUSES
from beffroi.programme.views.addresses import place_for
from beffroi.programme.writes import sheet_tables as writes
from beffroi.sources.spreadsheets import MOST_ROWS
from beffroi.sources.workbook import SMALL

SHOWN = 10
STATE = SheetTable.State
CHOSEN: dict[str, dict[Any, Any]] = {"status": dict(STATUSES), "priority": dict(PRIORITIES)}
AT_WORK = (STATE.WAITING, STATE.WRITING)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def sheet_import(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """The file: kept, and handed to a worker."""
    place = place_for(request, town, agreement_key)
    held = place.agreements()
    start = {"agreement": place.agreement.key} if place.agreement else {}
    form = TableForm(request.POST or None, request.FILES or None, agreements=held, initial=start)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if file.size and file.size <= SMALL.size:
            row = _bring(request, form)
            return redirect(place.url("sheet_table", table_key=row.key))
        form.add_error("file", _("Ce fichier est vide, ou dépasse 5 Mo."))
    context = {**_frame(place, _("Importer un tableau")), "most": MOST_ROWS, "form": form}
    return render(request, "programme/sheets_import.html", context)


@transaction.atomic
def _bring(request: SignedRequest, form: TableForm) -> SheetTable:
    file = form.cleaned_data["file"]
    row = writes.bring(
        agreement=form.cleaned_data["agreement"], file_name=str(file.name), content=file.read(),
        by=request.user,
    )  # fmt: skip
    tasks.start(row)
    return row


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def sheet_table(
    request: SignedRequest, table_key: str, town: str = "", agreement_key: str = ""
) -> HttpResponse:
    """One table: how far the worker is, what was read and refused, what became of it."""
    place = place_for(request, town, agreement_key)
    rows = SheetTable.objects.filter(agreement__in=place.agreements().order_by())
    row = get_object_or_404(rows.select_related("agreement__town"), key=table_key)
    context = {**_frame(place, row.file_name), "row": row, "agreement": row.agreement}
    if row.state in AT_WORK:
        return _at_work(request, row, context)
    if request.htmx:  # the worker is done: the page that was waiting for it loads again
        return HttpResponse(headers={"HX-Refresh": "true"})
    if row.state in (STATE.REFUSED, STATE.BROKEN):
        return render(request, "programme/sheets_import_over.html", context)
    mapping = {name: row.mapping[name] for name in TITLES if name in row.mapping}
    if request.method == "POST":
        mapping = chosen(request.POST, row.table["titles"])
        update = bool(request.POST.get("update"))
        if request.POST.get("act") == "write":
            _agree(request, row, mapping, update)
            return redirect(request.path)
        context["update"] = update
    elif row.state == STATE.DONE:
        return render(request, "programme/sheets_import_over.html", context)
    context |= _judged(row, mapping, confirmed=request.method == "POST")
    return render(request, "programme/sheets_import_check.html", context)


def _at_work(request: SignedRequest, row: SheetTable, context: dict[str, Any]) -> HttpResponse:
    """The fragment asks again each second; once the worker is done, the whole page is."""
    label = (
        _("Lecture du tableau") if row.state == STATE.WAITING else _("Enregistrement des fiches")
    )
    context |= {"label": label, "poll": request.path, "awake": queued.awake()}
    if request.htmx:
        return render(request, "programme/_sheets_import_progress.html", context)
    return render(request, "programme/sheets_import_progress.html", context)


@transaction.atomic
def _agree(request: SignedRequest, row: SheetTable, mapping: dict[str, int], update: bool) -> None:
    if not writes.agree(row=row, mapping=mapping, update=update, by=request.user):
        messages.info(request, _("Ce tableau s’enregistre déjà."))
        return
    row.refresh_from_db()
    tasks.start(row)


def _frame(place: Place, last: str) -> dict[str, Any]:
    crumbs = [*place.crumbs(), {"label": last, "href": ""}]
    return {"town": place.town, "place": place, "crumbs": crumbs}


def chosen(sent: Any, titles: Sequence[str]) -> dict[str, int]:
    """The columns as the form says; a column that does not exist is none."""
    found = {}
    for name in TITLES:
        place = sent.get(f"column_{name}", "")
        if place.isascii() and place.isdigit() and int(place[:4]) < len(titles):
            found[name] = int(place[:4])
    return found


def _judged(row: SheetTable, mapping: dict[str, int], *, confirmed: bool) -> dict[str, Any]:
    titles = row.table["titles"]
    rows = judge_table(row.table, mapping, known_of(row.agreement))
    good = [one for one in rows if not one.faults]
    unread = {name for row in rows for name in row.unread}
    return {
        "titles": list(enumerate(titles)),
        "unused": [title for n, title in enumerate(titles) if n not in mapping.values() and title],
        "refused": [one for one in rows if one.faults],
        "good": good,
        "known": sum(1 for one in good if one.known),
        "new": sum(1 for one in good if not one.known),
        "left": row.table["left"],
        **_columns(rows, mapping, doubts(titles, mapping, unread, confirmed=confirmed)),
    }


def _columns(
    rows: list[Judged], mapping: dict[str, int], doubtful: dict[str, Doubt]
) -> dict[str, Any]:
    """Which column says what, those to look at first; and the first rows read so."""
    columns = [
        {"name": name, "label": label_of(name), "place": mapping.get(name), "required": name in REQUIRED,
         "doubt": _doubt(doubtful[name], rows, name) if name in doubtful else ""}
        for name in TITLES
    ]  # fmt: skip
    preview = [[row.number, *(_cell(row, name) for name in mapping)] for row in rows[:SHOWN]]
    return {
        "doubtful": [one for one in columns if one["doubt"]],
        "sure": [one for one in columns if not one["doubt"]],
        "read": [one["label"] for one in columns if not one["doubt"] and one["place"] is not None],
        "head": [label_of(name) for name in mapping],
        "preview": preview,
    }


def _doubt(why: Doubt, rows: list[Judged], name: str) -> str:
    """What a person must look at, in a sentence."""
    if why == Doubt.MISSING:
        return _("Aucun titre ne le dit : choisissez la colonne.")
    if why == Doubt.NEAR:
        return _("Deviné d’après son titre : vérifiez.")
    n = sum(1 for row in rows if name in row.unread)
    return ngettext(
        "%(n)s case de cette colonne ne se lit pas : est-ce la bonne ?",
        "%(n)s cases de cette colonne ne se lisent pas : est-ce la bonne ?", n,
    ) % {"n": n}  # fmt: skip


def _cell(row: Judged, name: str) -> Any:
    value = row.values.get(name)
    if name in CHOSEN:
        return CHOSEN[name].get(value, "")
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value or ""
