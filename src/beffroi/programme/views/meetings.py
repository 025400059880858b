"""A meeting: planned, then filled in on a phone while it is held."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms import governance as forms
from beffroi.programme.models import Agreement, Meeting
from beffroi.programme.reads import governance as reads
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address
from beffroi.programme.views.committees import TAB
from beffroi.programme.views.governance_frame import decision_form, form_page, inside, saved
from beffroi.programme.words import day
from beffroi.programme.writes import meetings as writes
from beffroi.programme.writes.refused import GovernanceRefusedError

MEETING = "agreement_committees_meeting"


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def meeting_new(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Plan a meeting of this committee."""
    row = inside(request, town, agreement_key)
    committee = reads.committee_or_404(row, number)
    form = forms.MeetingForm(request.POST or None)
    return form_page(
        request, row, form, _("Prévoir une réunion : %(name)s") % {"name": committee.name},
        lambda told: writes.plan_meeting(committee=committee, by=request.user, **told),
        address(TAB, row),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def meeting_change(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """Move a meeting, or change what it is about."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    form = forms.MeetingForm(request.POST or None, meeting=meeting)
    return form_page(
        request, row, form, _("Changer la réunion"),
        lambda told: writes.change_meeting(meeting=meeting, by=request.user, **told),
        address(MEETING, row, key=meeting.key),
    )  # fmt: skip


@acting("read", "agreement", obj="agreement_key")
@require_GET
def meeting_page(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """One meeting: who came, what was decided, the minutes, the next one."""
    row = inside(request, town, agreement_key)
    return _page(request, row, reads.meeting_or_404(row, key))


@acting("write", "agreement", obj="agreement_key")
@require_POST
def meeting_attendance(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """Who came."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    form = forms.AttendanceForm(request.POST, expected=reads.expected_at(meeting))
    save = lambda _told: writes.note_attendance(  # noqa: E731 - one line of the frame's form
        meeting=meeting, came=form.came(), by=request.user, on=timezone.localdate()
    )
    if saved(form, save):
        return _back(row, meeting, "presences")
    return _page(request, row, meeting, attendance=form)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def meeting_decide(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """One decision more."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    form = decision_form(request, row, request.POST)
    save = lambda told: writes.decide(  # noqa: E731 - one line of the frame's form
        meeting=meeting, by=request.user, on=timezone.localdate(), **told
    )
    if saved(form, save):
        return _back(row, meeting, "decisions")
    return _page(request, row, meeting, decision=form)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def meeting_minutes(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """What was said."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    form = forms.MinutesForm(request.POST)
    save = lambda told: writes.write_minutes(  # noqa: E731 - one line of the frame's form
        meeting=meeting, by=request.user, on=timezone.localdate(), **told
    )
    if saved(form, save):
        return _back(row, meeting, "compte-rendu")
    return _page(request, row, meeting, minutes=form)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def meeting_next(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """The day of the next one, fixed before all leave."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    form = forms.NextForm(request.POST)
    save = lambda told: writes.plan_meeting(  # noqa: E731 - one line of the frame's form
        committee=meeting.committee, by=request.user, **told
    )
    if saved(form, save):
        planned = day(form.cleaned_data["on"])
        messages.success(
            request, _("La prochaine réunion est prévue le %(day)s.") % {"day": planned}
        )
        return _back(row, meeting, "suite")
    return _page(request, row, meeting, following=form)


@acting("write", "agreement", obj="agreement_key")
@require_POST
def meeting_cancel(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """It will not be held."""
    row = inside(request, town, agreement_key)
    meeting = reads.meeting_or_404(row, key)
    try:
        writes.cancel_meeting(meeting=meeting, by=request.user)
    except GovernanceRefusedError as refused:
        messages.error(request, refused.sentence)
    return redirect(address(TAB, row))


def _back(row: Agreement, meeting: Meeting, part: str) -> HttpResponse:
    return redirect(f"{address(MEETING, row, key=meeting.key)}#{part}")


def _page(
    request: SignedRequest,
    row: Agreement,
    meeting: Meeting,
    attendance: Any = None,
    decision: Any = None,
    minutes: Any = None,
    following: Any = None,
) -> HttpResponse:
    """The meeting with its four small forms; the one that was refused keeps what was typed."""
    expected = reads.expected_at(meeting)
    today = timezone.localdate()
    context = {
        "meeting": meeting,
        "expected": expected,
        "decisions": reads.decisions_of(meeting),
        "missing": reads.minutes_missing(meeting, today),
        "has_begun": meeting.on <= today and not meeting.cancelled,
        "is_told": meeting.held and bool(meeting.minutes),  # read first, its forms folded
        "attendance": attendance or forms.AttendanceForm(expected=expected),
        "decision": decision or decision_form(request, row),
        "minutes": minutes or forms.MinutesForm(initial={"minutes": meeting.minutes}),
        "following": following or forms.NextForm(),
        "planned": _planned(meeting),
    }
    return shell.page(request, row, "programme/meeting.html", context, crumb=day(meeting.on))


def _planned(meeting: Meeting) -> Meeting | None:
    """The meeting of the same committee that comes after this one."""
    later = meeting.committee.meetings.filter(on__gt=meeting.on, cancelled=False)
    return later.order_by("on").first()
