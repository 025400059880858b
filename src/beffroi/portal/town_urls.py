"""Paths under a town that compose several contexts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal.views import data, imports, journal, town

urlpatterns = [
    path("", town.town_front, name="town"),
    path(_("donnees/"), data.data_page, name="data"),
    path(_("donnees/deposer/"), data.bring_more, name="import_more"),
    path(_("donnees/sources/<int:number>/retirer/"), data.withdraw_source, name="source_withdraw"),
    path(_("donnees/sources/<int:number>/retablir/"), data.put_back_source, name="source_restore"),
    path(_("donnees/imports/<int:number>/"), imports.import_page, name="import_run"),
    path(_("donnees/imports/<int:number>/arreter/"), imports.cancel_import, name="import_cancel"),
    path(_("donnees/imports/<int:number>/relancer/"), imports.retry_import, name="import_retry"),
    path(_("journal/"), journal.town_journal, name="town_journal"),
    path(_("journal/export/"), journal.town_journal_export, name="town_journal_export"),
]
