"""The actions of a town as a list and as a board by status; the same filters on both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms.sheet_filters import FilterForm
from beffroi.programme.places import Place
from beffroi.programme.reads.axes_in import axes_of_sheets, bodies_on_sheets
from beffroi.programme.reads.sheets import Board, Listed, board_of
from beffroi.programme.rules.status import OVER, STATUSES
from beffroi.programme.views.addresses import place_for
from beffroi.programme.views.shell import Tab, hang
from beffroi.programme.words import lateness, reasons, sheet_address
from beffroi.territory import policies as rights
from beffroi.ui.exports import csv_answer

# Route, label of each way to look at the actions of a town.
VIEWS: tuple[tuple[str, Any], ...] = (
    ("sheets", _l("Liste")),
    ("sheet_board", _l("Tableau")),
    ("sheet_calendar", _l("Calendrier")),
    ("sheet_gantt", _l("Frise")),
)
hang(Tab("sheets", _l("Actions"), 22, above_only=True, inside=True))


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as lists show it."""

    listed: Listed
    href: str
    late_word: str
    late_tone: str
    why: list[str]

    @property
    def sheet(self) -> Any:
        """The row itself."""
        return self.listed.sheet


def frame(
    request: SignedRequest, town: str, agreement_key: str, current: str
) -> tuple[Place, Board, dict[str, Any]]:
    """The place, its sheets as asked, and what every view of them shows around them."""
    place = place_for(request, town, agreement_key)
    rows = place.sheets()
    form = FilterForm(request.GET, axes=axes_of_sheets(rows), bodies=bodies_on_sheets(rows))
    board = _board(request, place, form)
    query = request.GET.copy()
    suffix = f"?{query.urlencode()}" if query else ""
    context = {
        "town": place.town,
        "place": place,
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "views": [
            {"label": label, "href": place.url(route) + suffix, "current": route == current}
            for route, label in VIEWS
        ],
        "count": len(board.listed),
        "may_write": _may_write(request, place),
        "crumbs": [*place.crumbs()[:-1], {"label": _("Actions"), "href": ""}],
        "finding": finding(board),
        "reload": request.path,
    }  # fmt: skip
    return place, board, context


def _board(request: SignedRequest, place: Place, form: FilterForm) -> Board:
    today, of = timezone.localdate(), place.agreement
    return board_of(place.town, request.user, form.asked(), today, agreement=of)


def _may_write(request: SignedRequest, place: Place) -> bool:
    group, obj = policies.AGREEMENT, place.agreement
    return bool(rights.may(request.user, "write", group, town=place.town, obj=obj))


def rows_of(board: Board) -> list[Row]:
    """The sheets with what their dates say in words."""
    return [_row(one, board) for one in board.listed]


def _row(one: Listed, board: Board) -> Row:
    word, tone = lateness(one.told, one.sheet.status)
    why = reasons(one.told, board.outlook, lambda key: key in board.visible) if tone else []
    return Row(one, sheet_address(one.sheet), word, tone, why)


def finding(board: Board) -> str:
    """What the list has to say, in one line."""
    running = [one for one in board.listed if one.sheet.status not in OVER]
    late = sum(1 for one in running if one.told.late)
    held = sum(1 for one in running if one.told.held_up and not one.told.late)
    said = ngettext("%(n)d action", "%(n)d actions", len(board.listed)) % {"n": len(board.listed)}
    if late:
        said += ", *" + ngettext("%(n)d en retard", "%(n)d en retard", late) % {"n": late} + "*"
    if held:
        held_up = ngettext("%(n)d retardée par une autre", "%(n)d retardées par une autre", held)
        said += ", " + held_up % {"n": held}
    return said


@acting("read", "agreement", obj="agreement_key")
@require_GET
def sheet_list(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """Every action of the town, by axis; or the same as CSV."""
    place, board, context = frame(request, town, agreement_key, "sheets")
    if request.GET.get("format") == "csv":
        return as_csv(place, board)
    context["groups"] = by_axis(rows_of(board))
    return render(request, "programme/sheets.html", context)


def by_axis(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows under the name of their axis, in the order they come."""
    groups: dict[Any, dict[str, Any]] = {}
    for row in rows:
        axis = row.sheet.axis
        group = groups.setdefault(axis and axis.pk, {"axis": axis, "rows": []})
        group["rows"].append(row)
    return list(groups.values())


@acting("read", "agreement", obj="agreement_key")
@require_GET
def sheet_board(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """The actions by status."""
    _place, board, context = frame(request, town, agreement_key, "sheet_board")
    rows = rows_of(board)
    context["columns"] = [
        {"status": status, "label": label, "rows": held}
        for status, label in STATUSES
        if (held := [row for row in rows if row.sheet.status == status])
    ]
    return render(request, "programme/sheets_board.html", context)


def as_csv(place: Place, board: Board) -> HttpResponse:
    """The list to take away; its columns are those that the import reads back."""
    header = [
        _("Code"), _("Titre"), _("Axe"), _("Statut"), _("Priorité"), _("Début"), _("Fin"),
        _("Maître d’ouvrage"), _("Référent"), _("Retard"),
    ]  # fmt: skip
    lines = []
    for row in rows_of(board):
        sheet = row.sheet
        lines.append(
            [
                sheet.code, sheet.title, sheet.axis.code if sheet.axis else "",
                sheet.get_status_display(), sheet.get_priority_display(),
                sheet.start or "", sheet.end or "",
                sheet.project_owner.name if sheet.project_owner else "", sheet.referent,
                " ".join(row.why),
            ]
        )  # fmt: skip
    return csv_answer(_("actions %(town)s") % {"town": place}, header, lines)
