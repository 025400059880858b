"""Paths under a town that compose several contexts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal.views import imports, town

urlpatterns = [
    path("", town.town_front, name="town"),
    path(_("donnees/imports/<int:number>/"), imports.import_page, name="import_run"),
    path(_("donnees/imports/<int:number>/arreter/"), imports.cancel_import, name="import_cancel"),
    path(_("donnees/imports/<int:number>/relancer/"), imports.retry_import, name="import_retry"),
]
