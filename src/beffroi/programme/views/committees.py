"""« Instances »: the committees of an agreement, their seats, and the people of its bodies."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms import governance as forms
from beffroi.programme.models import Agreement, CommitteeMember
from beffroi.programme.reads import governance as reads
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.views import committee_words as words
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address
from beffroi.programme.views.governance_frame import form_page, inside
from beffroi.programme.writes import committees, contacts

TAB = "agreement_committees"
CONTACTS = "agreement_committees_contacts"
shell.hang(shell.Tab(TAB, _l("Instances"), 60, inside=True))
DELETE = "effacer"


@acting("read", "agreement", obj="agreement_key")
@require_GET
def committee_list(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Who meets, when, and what of its meetings is still to be told."""
    row = inside(request, town, agreement_key)
    today = timezone.localdate()
    standing = reads.committees_of(row, today)
    missing = [
        (one.committee, meeting)
        for one in standing
        for meeting in one.past
        if reads.minutes_missing(meeting, today)
    ]
    context = {
        "finding": words.finding(standing),
        "standing": words.rows_of(standing, today),
        "missing": missing,
    }
    return shell.page(request, row, "programme/committees.html", context)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def committee_new(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Open a committee."""
    row = inside(request, town, agreement_key)
    form = forms.CommitteeForm(request.POST or None)
    return form_page(
        request, row, form, _("Ouvrir une instance"),
        lambda told: committees.open_committee(agreement=row, by=request.user, **told),
        address(TAB, row),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def seat_new(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Give a body a seat."""
    row = inside(request, town, agreement_key)
    committee = reads.committee_or_404(row, number)
    people = reads.contacts_of(row).filter(left_on=None)
    form = forms.SeatForm(
        request.POST or None, bodies=bodies_around(row.town, row), contacts=people
    )
    return form_page(
        request, row, form, _("Donner un siège : %(name)s") % {"name": committee.name},
        lambda told: committees.give_seat(committee=committee, by=request.user, **told),
        address(TAB, row),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_POST
def seat_drop(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Take a seat away."""
    row = inside(request, town, agreement_key)
    seats = CommitteeMember.objects.filter(committee__agreement=row)
    related = ("organisation", "committee__agreement__town")
    seat = get_object_or_404(seats.select_related(*related), pk=number)
    committees.take_seat(seat=seat, by=request.user)
    return redirect(address(TAB, row))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def contact_list(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The people of the bodies of this agreement."""
    row = inside(request, town, agreement_key)
    context = {"contacts": reads.contacts_of(row)}
    crumb = _("Contacts")
    return shell.page(request, row, "programme/contacts.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def contact_new(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Note somebody."""
    row = inside(request, town, agreement_key)
    form = forms.ContactForm(request.POST or None, bodies=_bodies(row))
    return form_page(
        request, row, form, _("Noter un contact"),
        lambda told: contacts.note_contact(agreement=row, by=request.user, **told),
        address(CONTACTS, row),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def contact_change(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Mend a card, say its person has left, or erase it."""
    row = inside(request, town, agreement_key)
    contact = get_object_or_404(reads.contacts_of(row), pk=number)
    if request.POST.get("act") == DELETE:
        contacts.erase_contact(contact=contact, agreement=row, by=request.user)
        return redirect(address(CONTACTS, row))
    names = ("name", "title", "email", "phone", "left_on")
    start = {name: getattr(contact, name) for name in names}
    form = forms.ContactChangeForm(request.POST or None, initial=start)
    return form_page(
        request, row, form, _("Changer un contact"),
        lambda told: contacts.change_contact(
            contact=contact, agreement=row, by=request.user, **told
        ),
        address(CONTACTS, row), erases=True,
    )  # fmt: skip


def _bodies(row: Agreement) -> Any:
    return bodies_around(row.town, row)
