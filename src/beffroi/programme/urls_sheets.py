"""Paths of action sheets, the same in a town and above towns."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme.views import (
    axis_page,
    benefits,
    indicators,
    sheet_budget,
    sheet_bulk,
    sheet_findings,
    sheet_forms,
    sheet_import,
    sheet_lists,
    sheet_parts,
    sheet_times,
    sheets,
)

ONE_SHEET = [
    path(_("actions/<str:sheet_key>/"), sheets.sheet_page, name="sheet"),
    path(_("actions/<str:sheet_key>/publiee/"), sheets.sheet_public, name="sheet_public"),
    path(_("actions/<str:sheet_key>/histoire/"), sheets.sheet_history, name="sheet_history"),
    path(_("actions/<str:sheet_key>/budget/"), sheet_budget.sheet_budget, name="sheet_budget"),
    path(_("actions/<str:sheet_key>/budget/depenses/"), sheet_budget.budget_add, name="sheet_budget_add"),
    path(_("actions/<str:sheet_key>/budget/depenses/<int:number>/"), sheet_budget.budget_change, name="sheet_budget_change"),
    path(_("actions/<str:sheet_key>/budget/financements/"), sheet_budget.financing_add, name="sheet_financing_add"),
    path(_("actions/<str:sheet_key>/budget/financements/<int:number>/"), sheet_budget.financing_change, name="sheet_financing_change"),
    path(_("actions/<str:sheet_key>/indicateurs/"), indicators.sheet_indicators, name="sheet_indicators"),
    path(_("actions/<str:sheet_key>/indicateurs/suivre/"), indicators.sheet_indicator_add, name="sheet_indicator_add"),
    path(_("actions/<str:sheet_key>/indicateurs/<int:number>/"), indicators.sheet_indicator_measure, name="sheet_indicator_measure"),
    path(_("actions/<str:sheet_key>/indicateurs/<int:number>/retirer/"), indicators.sheet_indicator_drop, name="sheet_indicator_drop"),
    path(_("actions/<str:sheet_key>/modifier/<slug:part>/"), sheet_forms.sheet_edit, name="sheet_edit"),
    path(_("actions/<str:sheet_key>/organismes/"), sheet_parts.party_add, name="sheet_party_add"),
    path(_("actions/<str:sheet_key>/organismes/<int:number>/retirer/"), sheet_parts.party_leave, name="sheet_party_leave"),
    path(_("actions/<str:sheet_key>/notes/"), sheet_parts.note_write, name="sheet_note"),
    path(_("actions/<str:sheet_key>/notes/<int:number>/effacer/"), sheet_parts.note_erase, name="sheet_note_erase"),
    path(_("actions/<str:sheet_key>/etapes/"), sheet_parts.step_add, name="sheet_step_add"),
    path(_("actions/<str:sheet_key>/etapes/<int:number>/"), sheet_parts.step_move, name="sheet_step"),
    path(_("actions/<str:sheet_key>/attend/"), sheet_parts.tie_add, name="sheet_tie_add"),
    path(_("actions/<str:sheet_key>/attend/<int:number>/retirer/"), sheet_parts.tie_drop, name="sheet_tie_drop"),
    path(_("actions/<str:sheet_key>/preuves/"), sheet_parts.evidence_add, name="sheet_evidence_add"),
    path(_("actions/<str:sheet_key>/preuves/<int:number>/retirer/"), sheet_parts.evidence_drop, name="sheet_evidence_drop"),
    path(_("actions/<str:sheet_key>/communes/"), benefits.sheet_serves, name="sheet_serves"),
    path(_("actions/<str:sheet_key>/communes/<int:number>/retirer/"), benefits.sheet_serves_not, name="sheet_serves_not"),
    path(_("conventions/<str:agreement_key>/communes/"), benefits.agreement_communes, name="agreement_communes"),
    path(_("conventions/<str:agreement_key>/axes/<str:code>/"), axis_page.axis_page, name="agreement_axes_page"),
    path(_("conventions/<str:agreement_key>/axes/<str:code>/suivre/"), axis_page.axis_track, name="agreement_axes_track"),
    path(_("conventions/<str:agreement_key>/axes/<str:code>/indicateurs/<int:number>/"), axis_page.axis_measure, name="agreement_axes_measure"),
    path(_("conventions/<str:agreement_key>/axes/<str:code>/indicateurs/<int:number>/retirer/"), axis_page.axis_untrack, name="agreement_axes_untrack"),
]  # fmt: skip
IN_TOWN = [
    path(_("actions/"), sheet_lists.sheet_list, name="sheets"),
    path(_("actions/tableau/"), sheet_lists.sheet_board, name="sheet_board"),
    path(_("actions/calendrier/"), sheet_times.sheet_calendar, name="sheet_calendar"),
    path(_("actions/gantt/"), sheet_times.sheet_gantt, name="sheet_gantt"),
    path(_("actions/ensemble/"), sheet_bulk.sheet_bulk, name="sheet_bulk"),
    path(_("actions/import/"), sheet_import.sheet_import, name="sheet_import"),
    path(_("actions/import/<str:table_key>/"), sheet_import.sheet_table, name="sheet_table"),
    path(
        _("actions/constat/<int:number>/<slug:key>/"),
        sheet_findings.sheet_from_finding,
        name="sheet_from_finding",
    ),
    path(_("actions/nouvelle/"), sheet_forms.sheet_new, name="sheet_new"),
    *ONE_SHEET,
]
OF_AGREEMENT = [
    path(_("conventions/<str:agreement_key>/actions/"), sheet_lists.sheet_list, name="sheets"),
    path(_("conventions/<str:agreement_key>/actions/tableau/"), sheet_lists.sheet_board, name="sheet_board"),
    path(_("conventions/<str:agreement_key>/actions/calendrier/"), sheet_times.sheet_calendar, name="sheet_calendar"),
    path(_("conventions/<str:agreement_key>/actions/gantt/"), sheet_times.sheet_gantt, name="sheet_gantt"),
    path(_("conventions/<str:agreement_key>/actions/ensemble/"), sheet_bulk.sheet_bulk, name="sheet_bulk"),
    path(_("conventions/<str:agreement_key>/actions/import/"), sheet_import.sheet_import, name="sheet_import"),
    path(_("conventions/<str:agreement_key>/actions/import/<str:table_key>/"), sheet_import.sheet_table, name="sheet_table"),
    path(_("conventions/<str:agreement_key>/actions/nouvelle/"), sheet_forms.sheet_new, name="sheet_new"),
    *ONE_SHEET,
]  # fmt: skip
