"""Paths under a town that compose several contexts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal.views import data, faces, imports, journal, settings, surveys, team, town

urlpatterns = [
    path("", town.town_front, name="town"),
    path("apparence.<int:version>.css", faces.town_style, name="town_style"),
    path("blason.<int:version>.png", faces.town_arms, name="town_arms"),
    path(_("reglages/"), settings.settings_page, name="town_settings"),
    path(_("reglages/apparence/"), settings.change_look, name="town_look"),
    path(_("reglages/blason/"), settings.change_arms, name="town_arms_change"),
    path(_("reglages/adresse/"), settings.change_path, name="town_path"),
    path(_("reglages/domaines/"), settings.change_domains, name="town_domains"),
    path(_("donnees/"), data.data_page, name="data"),
    path(_("donnees/deposer/"), data.bring_more, name="import_more"),
    path(_("donnees/sources/<int:number>/retirer/"), data.withdraw_source, name="source_withdraw"),
    path(_("donnees/sources/<int:number>/retablir/"), data.put_back_source, name="source_restore"),
    path(_("donnees/imports/<int:number>/"), imports.import_page, name="import_run"),
    path(_("donnees/imports/<int:number>/arreter/"), imports.cancel_import, name="import_cancel"),
    path(_("donnees/imports/<int:number>/relancer/"), imports.retry_import, name="import_retry"),
    path(
        _("donnees/imports/<int:number>/colonnes/"),
        surveys.survey_columns,
        name="import_survey_columns",
    ),
    path(
        _("donnees/imports/<int:number>/codes/"), surveys.survey_codes, name="import_survey_codes"
    ),
    path(
        _("donnees/imports/<int:number>/apercu/"), surveys.survey_shown, name="import_survey_shown"
    ),
    path(
        _("donnees/imports/<int:number>/laisser/"), surveys.survey_leave, name="import_survey_leave"
    ),
    path(_("journal/"), journal.town_journal, name="town_journal"),
    path(_("journal/export/"), journal.town_journal_export, name="town_journal_export"),
    path(_("equipe/"), team.team, name="team"),
    path(_("equipe/ajouter/"), team.team_add, name="team_add"),
]
