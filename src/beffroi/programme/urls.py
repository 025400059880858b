"""Paths of a town's agreements, actions and promises, under its own path."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme import urls_sheets
from beffroi.programme.views import agreements, effects

urlpatterns: list[Any] = [
    path(_("conventions/"), agreements.agreements, name="agreements"),
    path(_("conventions/<str:agreement_key>/"), agreements.agreement, name="agreement"),
    path(_("conventions/<str:agreement_key>/effets/"), effects.effects, name="agreement_effects"),
    *urls_sheets.IN_TOWN,
]
