"""« Axes »: the tree of an agreement, what each axis gathers, and what nobody filed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.axes import AxisForm
from beffroi.programme.models import Agreement, Axis
from beffroi.programme.reads.axis_tree import lines_of
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import axes as writes

shell.hang(shell.Tab("agreement_axes", _l("Axes"), 40))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_axes(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The tree of axes with the sheets under each, child agreements counted once."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    lines, left = lines_of(row)
    context = {
        "lines": lines,
        "left": left,
        "open": row.state not in BINDING and row.state not in OVER,
        "source": row.parent or row.programme,
    }
    return shell.page(request, row, "programme/agreement_axes.html", context)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def agreement_axes_take(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Copy the axes of the framework or of the programme."""
    row = reads.agreement_or_404(place_of(town), agreement_key)

    def act() -> None:
        n = len(writes.take_axes(agreement=row, by=request.user))
        said = ngettext("%(n)s axe est repris.", "%(n)s axes sont repris.", n) % {"n": n}
        messages.success(request, said)

    return _done(request, row, act)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_axes_add(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """A new axis."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = AxisForm(request.POST or None, agreement=row)
    if form.is_valid():
        last = row.axes.count() * 10
        return _done(request, row, lambda: writes.add_axis(
            agreement=row, by=request.user, order=last + 10, **form.cleaned_data
        ))  # fmt: skip
    return _form(request, row, form, _("Ajouter un axe"))


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_axes_change(
    request: SignedRequest, agreement_key: str, code: str, town: str = ""
) -> HttpResponse:
    """Change an axis, or take it away, before it is signed."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    axis = get_object_or_404(Axis, agreement=row, code=code)
    if request.POST.get("do") == "drop":
        return _done(request, row, lambda: writes.drop_axis(axis=axis, by=request.user))
    told = {name: getattr(axis, name) for name in ("code", "name", "field", "about")}
    initial = {**told, "parent": axis.parent_id}
    form = AxisForm(request.POST or None, agreement=row, axis=axis, initial=initial)
    if form.is_valid():
        return _done(request, row, lambda: writes.change_axis(
            axis=axis, by=request.user, **form.cleaned_data
        ))  # fmt: skip
    return _form(request, row, form, axis.name, axis)


def _form(
    request: SignedRequest, row: Agreement, form: AxisForm, crumb: str, axis: Axis | None = None
) -> HttpResponse:
    context = {"form": form, "axis": axis, "back": address("agreement_axes", row)}
    return shell.page(request, row, "programme/agreement_axis_form.html", context, crumb=crumb)


def _done(request: SignedRequest, row: Agreement, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except LifeError as refused:
        messages.error(request, refused.sentence)
    return redirect(address("agreement_axes", row))
