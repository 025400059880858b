"""Paths of committees, meetings, contacts and promises, the same in a town and above towns."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme.views import calendars, commitments, committees, meetings, opinions

OF_AGREEMENT = [
    path(_("conventions/<str:agreement_key>/instances/"), committees.committee_list, name="agreement_committees"),
    path(_("conventions/<str:agreement_key>/instances/nouvelle/"), committees.committee_new, name="agreement_committees_new"),
    path(_("conventions/<str:agreement_key>/instances/<int:number>/siege/"), committees.seat_new, name="agreement_committees_seat"),
    path(_("conventions/<str:agreement_key>/instances/sieges/<int:number>/retirer/"), committees.seat_drop, name="agreement_committees_seat_drop"),
    path(_("conventions/<str:agreement_key>/instances/contacts/"), committees.contact_list, name="agreement_committees_contacts"),
    path(_("conventions/<str:agreement_key>/instances/contacts/nouveau/"), committees.contact_new, name="agreement_committees_contact_new"),
    path(_("conventions/<str:agreement_key>/instances/contacts/<int:number>/"), committees.contact_change, name="agreement_committees_contact"),
    path(_("conventions/<str:agreement_key>/instances/<int:number>/reunion/"), meetings.meeting_new, name="agreement_committees_meeting_new"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/"), meetings.meeting_page, name="agreement_committees_meeting"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/changer/"), meetings.meeting_change, name="agreement_committees_meeting_change"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/presences/"), meetings.meeting_attendance, name="agreement_committees_meeting_attendance"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/decisions/"), meetings.meeting_decide, name="agreement_committees_meeting_decide"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/compte-rendu/"), meetings.meeting_minutes, name="agreement_committees_meeting_minutes"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/suite/"), meetings.meeting_next, name="agreement_committees_meeting_next"),
    path(_("conventions/<str:agreement_key>/reunions/<str:key>/annuler/"), meetings.meeting_cancel, name="agreement_committees_meeting_cancel"),
    path(_("conventions/<str:agreement_key>/engagements/"), commitments.commitment_list, name="agreement_commitments"),
    path(_("conventions/<str:agreement_key>/engagements/nouveau/"), commitments.commitment_new, name="agreement_commitments_new"),
    path(_("conventions/<str:agreement_key>/engagements/<str:key>/"), commitments.commitment_page, name="agreement_commitments_one"),
    path(_("conventions/<str:agreement_key>/engagements/<str:key>/tenir/"), commitments.commitment_keep, name="agreement_commitments_keep"),
    path(_("conventions/<str:agreement_key>/engagements/<str:key>/lever/"), commitments.commitment_release, name="agreement_commitments_release"),
    path(_("conventions/<str:agreement_key>/engagements/<str:key>/reprendre/"), commitments.commitment_carry, name="agreement_commitments_carry"),
    path(_("conventions/<str:agreement_key>/engagements/<str:key>/rouvrir/"), commitments.commitment_reopen, name="agreement_commitments_reopen"),
]  # fmt: skip
OPINIONS = [
    path(_("avis/"), opinions.opinion_list, name="opinions"),
    path(_("avis/nouveau/"), opinions.opinion_new, name="opinion_new"),
    path(_("avis/<str:key>/"), opinions.opinion_page, name="opinion"),
    path(_("avis/<str:key>/repondre/"), opinions.opinion_answer, name="opinion_answer"),
    path(_("avis/<str:key>/suite/"), opinions.opinion_use, name="opinion_use"),
    path(_("avis/<str:key>/retirer/"), opinions.opinion_withdraw, name="opinion_withdraw"),
]
OPINIONS_ABOVE = [
    path(_("conventions/<str:agreement_key>/avis/"), opinions.opinion_list, name="opinions"),
    path(_("conventions/<str:agreement_key>/avis/nouveau/"), opinions.opinion_new, name="opinion_new"),
    path(_("conventions/<str:agreement_key>/avis/<str:key>/"), opinions.opinion_page, name="opinion"),
    path(_("conventions/<str:agreement_key>/avis/<str:key>/repondre/"), opinions.opinion_answer, name="opinion_answer"),
    path(_("conventions/<str:agreement_key>/avis/<str:key>/suite/"), opinions.opinion_use, name="opinion_use"),
    path(_("conventions/<str:agreement_key>/avis/<str:key>/retirer/"), opinions.opinion_withdraw, name="opinion_withdraw"),
]  # fmt: skip
OF_BODY = [path(_("organismes/<str:body_key>/avis/"), opinions.body_opinions, name="body_opinions")]
CALENDAR = [
    path(_("mon-agenda/"), calendars.my_calendar, name="my_calendar"),
    path("agenda/<str:secret>.ics", calendars.calendar_file, name="calendar_file"),
]
