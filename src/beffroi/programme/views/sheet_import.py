"""Actions from a spreadsheet: the file, its columns, ten rows to look at, then and only then written.

The table read travels signed in the form: nothing is kept before the last word.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms.sheet_bulk import TableForm
from beffroi.programme.models import Agreement
from beffroi.programme.reads.finding import agreements
from beffroi.programme.reads.history import label_of
from beffroi.programme.reads.sheet_table import known_of
from beffroi.programme.rules.sheet_table import REQUIRED, TITLES, Judged, guess, judge
from beffroi.programme.views.addresses import place_of
from beffroi.programme.views.sheet_frame import home_crumbs
from beffroi.programme.writes.sheet_bulk import import_sheets
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.sources.records import UnreadableSource
from beffroi.sources.spreadsheets import MOST_ROWS, read_table

SALT = "beffroi.sheets"
HOUR = 3600
SHOWN = 10
MOST_BYTES = 5_000_000


@acting("write", "agreement")
@require_http_methods(["GET", "POST"])
def sheet_import(request: SignedRequest, town: str) -> HttpResponse:
    """The file, or the table read from it with its columns."""
    place = place_of(town)
    held = agreements(place).order_by("-valid")
    context: dict[str, Any] = {
        "town": place, "most": MOST_ROWS,
        "crumbs": [*home_crumbs(place), {"label": _("Importer un tableau"), "href": ""}],
    }  # fmt: skip
    if request.POST.get("table"):
        return _look(request, context, held)
    form = TableForm(request.POST or None, request.FILES or None, agreements=held)
    if form.is_valid():
        try:
            table = _read(form.cleaned_data["file"])
        except UnreadableSource as refusal:
            form.add_error("file", refusal.sentence)
        else:
            table["agreement"] = form.cleaned_data["agreement"].key
            return _shown(
                request, context, form.cleaned_data["agreement"], table, guess(table["titles"])
            )
    context["form"] = form
    return render(request, "programme/sheets_import.html", context)


def _read(file: Any) -> dict[str, Any]:
    """The table of a file that arrived, as a form can carry it."""
    if file.size > MOST_BYTES or not file.size:
        raise UnreadableSource(_("Ce fichier est vide, ou dépasse 5 Mo."), code="table")
    ending = ".xlsx" if str(file.name).lower().endswith(".xlsx") else ".csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tableau{ending}"
        path.write_bytes(file.read())
        read = read_table(path)
    lines = [[line.number, *line.cells] for line in read.lines]
    return {"titles": list(read.titles), "lines": lines, "left": read.left}


def _look(request: SignedRequest, context: dict[str, Any], held: Any) -> HttpResponse:
    """Judge the table again with the columns chosen; write it when the last word is said."""
    try:
        table = signing.loads(request.POST["table"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Cette page a vieilli : redonnez le fichier."))
        return redirect(request.path)
    agreement = held.filter(key=table["agreement"]).first()
    if agreement is None:
        messages.error(request, _("Cette convention n’est plus là : choisissez-en une autre."))
        return redirect(request.path)
    mapping = chosen(request.POST, table["titles"])
    if request.POST.get("act") == "write":
        answer = _write(request, context, agreement, table, mapping)
        if answer is not None:
            return answer
    return _shown(request, context, agreement, table, mapping)


def chosen(sent: Any, titles: Sequence[str]) -> dict[str, int]:
    """The columns as the form says; a column that does not exist is none."""
    found = {}
    for name in TITLES:
        place = sent.get(f"column_{name}", "")
        if place.isascii() and place.isdigit() and int(place[:4]) < len(titles):
            found[name] = int(place[:4])
    return found


def judged(agreement: Agreement, table: dict[str, Any], mapping: dict[str, int]) -> list[Judged]:
    """Every row of the table, judged."""
    rows = [(line[0], line[1:]) for line in table["lines"]]
    return judge(rows, mapping, known_of(agreement))


def _write(
    request: SignedRequest,
    context: dict[str, Any],
    agreement: Agreement,
    table: dict[str, Any],
    mapping: dict[str, int],
) -> HttpResponse | None:
    rows = [row for row in judged(agreement, table, mapping) if not row.faults]
    try:
        counts = import_sheets(
            agreement=agreement, rows=rows, update=bool(request.POST.get("update")),
            by=request.user, on=timezone.localdate(),
        )  # fmt: skip
    except SheetRefusedError as refused:
        messages.error(request, refused.sentence)
        return None
    said = _(
        "%(created)d ouvertes, %(changed)d changées, %(unchanged)d inchangées, %(skipped)d déjà là."
    )
    messages.success(request, said % counts)
    return redirect(reverse("sheets", args=[context["town"].slug]))


def _shown(
    request: SignedRequest,
    context: dict[str, Any],
    agreement: Agreement,
    table: dict[str, Any],
    mapping: dict[str, int],
) -> HttpResponse:
    rows = judged(agreement, table, mapping)
    good = [row for row in rows if not row.faults]
    context |= {
        "agreement": agreement,
        "table": signing.dumps(table, salt=SALT, compress=True),
        "titles": list(enumerate(table["titles"])),
        "refused": [row for row in rows if row.faults],
        "good": good,
        "known": sum(1 for row in good if row.known),
        "new": sum(1 for row in good if not row.known),
        "left": table["left"],
        "update": bool(request.POST.get("update")),
        **_columns(rows, mapping),
    }
    return render(request, "programme/sheets_import_check.html", context)


def _columns(rows: list[Judged], mapping: dict[str, int]) -> dict[str, Any]:
    """Which column says what, and the first rows read so."""
    columns = [
        {"name": name, "label": label_of(name), "place": mapping.get(name), "required": name in REQUIRED}
        for name in TITLES
    ]  # fmt: skip
    preview = [[row.number, *(_cell(row, name) for name in mapping)] for row in rows[:SHOWN]]
    return {"columns": columns, "head": [label_of(name) for name in mapping], "preview": preview}


def _cell(row: Judged, name: str) -> Any:
    value = row.values.get(name)
    return "" if value is None else value
