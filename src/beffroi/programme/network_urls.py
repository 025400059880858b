"""Paths above towns: programmes, national and framework agreements, roll-ups of a body."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme import agreement_urls, urls_governance, urls_sheets
from beffroi.programme.views import (
    agreement_forms,
    agreements,
    directory,
    programmes,
    prospects,
    rollup,
    week,
)

urlpatterns: list[Any] = [
    path(_("annuaire/"), directory.town_directory, name="town_directory"),
    path(_("ma-semaine/"), week.my_week, name="my_week"),
    path(_("programmes/"), programmes.programmes, name="programmes"),
    path(_("programmes/<slug:slug>/"), programmes.programme, name="programme"),
    path(
        _("programmes/<slug:slug>/communes.csv"), programmes.programme_list, name="programme_list"
    ),
    path(_("conventions/"), agreements.agreements_above, name="agreements"),
    path(
        _("organismes/<str:body_key>/conventions/"),
        agreements.body_agreements,
        name="body_agreements",
    ),
    path(
        _("organismes/<str:body_key>/conventions/nouvelle/"),
        agreement_forms.body_agreement_new,
        name="body_agreement_new",
    ),
    path(_("organismes/<str:body_key>/synthese/"), rollup.body_rollup, name="body_rollup"),
    path(
        _("organismes/<str:body_key>/synthese.csv"),
        rollup.body_rollup_file,
        name="body_rollup_file",
    ),
    path(_("organismes/<str:body_key>/prospects/"), prospects.prospects, name="prospects"),
    *agreement_urls.paths,
    *urls_governance.OF_BODY,
    *urls_governance.OPINIONS_ABOVE,
    *urls_governance.CALENDAR,
    *urls_sheets.OF_AGREEMENT,
]
