"""One change to several actions: choose, read what would change, then write."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms.sheet_bulk import BulkForm
from beffroi.programme.models import ActionSheet, Axis
from beffroi.programme.places import Place
from beffroi.programme.reads.history import label_of
from beffroi.programme.reads.history import told as in_words
from beffroi.programme.views.sheet_lists import Row, frame, rows_of
from beffroi.programme.writes import sheet_bulk as writes
from beffroi.programme.writes.sheets import SheetRefusedError
from beffroi.ui.tables import Column, Table

SUMMARY = (
    Column("name", _l("Action")),
    Column("field", _l("Ce qui change")),
    Column("before", _l("Avant")),
    Column("after", _l("Après")),
)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def sheet_bulk(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """The form, then the summary, then the change."""
    place, board, context = frame(request, town, agreement_key, "sheets")
    rows = {row.sheet.key: row for row in rows_of(board)}
    form = BulkForm(request.POST or None, keys=list(rows), axes=axes_of(place))
    context |= {"rows": list(rows.values()), "bulk": form}
    context["crumbs"] = [*place.crumbs(), {"label": _("Changer plusieurs actions"), "href": ""}]
    context["chosen"] = set(request.POST.getlist("sheets"))
    if not form.is_valid():
        return render(request, "programme/sheets_bulk.html", context)
    chosen = [rows[key].sheet for key in form.cleaned_data["sheets"]]
    if request.POST.get("act") == "write" and _written(request, chosen, form):
        return redirect(place.url("sheets"))
    context["table"] = summary([rows[sheet.key] for sheet in chosen], form.asked())
    context["sent"] = [
        (name, value) for name in form.fields for value in request.POST.getlist(name)
    ]
    return render(request, "programme/sheets_bulk_check.html", context)


def _written(request: SignedRequest, chosen: list[ActionSheet], form: BulkForm) -> bool:
    try:
        moved = writes.change_many(
            sheets=chosen, change=form.asked(), by=request.user, on=timezone.localdate()
        )
    except SheetRefusedError as refused:
        messages.error(request, refused.sentence)
        return False
    said = ngettext("%(n)d action a changé.", "%(n)d actions ont changé.", moved) % {"n": moved}
    messages.success(request, said)
    return True


def summary(rows: list[Row], change: dict[str, Any]) -> Table:
    """What each sheet would become, field by field."""
    lines = []
    for row in rows:
        for name, after in writes.told(row.sheet, change).items():
            before = getattr(row.sheet, name)
            if before != after:
                lines.append({
                    "name": f"{row.sheet.code} {row.sheet.title}", "field": label_of(name),
                    "before": _words(name, before), "after": _words(name, after),
                })  # fmt: skip
    return Table(SUMMARY, lines, empty=_("Rien ne changerait : ces actions sont déjà ainsi"))


def axes_of(place: Place) -> Any:
    """The axes of the place's agreements."""
    held = place.agreements().order_by().values("pk")
    rows = Axis.objects.filter(agreement__in=held).select_related("agreement")
    return rows.order_by("agreement", "order", "code")


def _words(name: str, value: Any) -> str:
    if isinstance(value, Axis):
        return str(value)
    return in_words(name, value.isoformat() if hasattr(value, "isoformat") else value)
