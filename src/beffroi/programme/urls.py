"""Paths of a town's agreements, actions and promises, under its own path."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme import agreement_urls, urls_governance, urls_sheets
from beffroi.programme.views import agreement_forms, agreements, prospects, public, roles

urlpatterns: list[Any] = [
    path(_("conventions/"), agreements.agreements, name="agreements"),
    path(_("conventions/nouvelle/"), agreement_forms.agreement_new, name="agreement_new"),
    path(_("conventions/depuis-le-diagnostic/"), prospects.agreement_draft, name="agreement_draft"),
    *agreement_urls.paths,
    *urls_governance.OPINIONS,
    *urls_sheets.IN_TOWN,
    path(_("pilotage/"), roles.steering, name="steering"),
    path(_("elus/"), roles.essential, name="essential"),
    path(_("promesses/"), public.promises, name="promises"),
]
