"""Paths of the amendments of an agreement, under its town and above towns."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.programme.views import amended_passages, amendments

paths: list[Any] = [
    path(
        _("conventions/<str:agreement_key>/avenants/"),
        amendments.agreement_amendments,
        name="agreement_amendments",
    ),
    path(
        _("conventions/<str:agreement_key>/avenants/nouveau/"),
        amendments.agreement_amendments_new,
        name="agreement_amendments_new",
    ),
    path(
        _("conventions/<str:agreement_key>/avenants/<int:number>/"),
        amendments.agreement_amendments_one,
        name="agreement_amendments_one",
    ),
    path(
        _("conventions/<str:agreement_key>/avenants/<int:number>/changer/"),
        amended_passages.agreement_amendments_passage,
        name="agreement_amendments_passage",
    ),
    path(
        _("conventions/<str:agreement_key>/avenants/<int:number>/objet/"),
        amendments.agreement_amendments_change,
        name="agreement_amendments_change",
    ),
    path(
        _("conventions/<str:agreement_key>/avenants/<int:number>/conclure/"),
        amendments.agreement_amendments_end,
        name="agreement_amendments_end",
    ),
]
