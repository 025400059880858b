"""Paths of the whole installation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal import people_urls as people
from beffroi.portal.views import api, health, home, jobs, journal, opening, pages, rights, systems

urlpatterns = [
    path("", home.home, name="home"),
    path(_("visite/<int:step>/"), home.tour_stop, name="tour"),
    path(_("ouvrir-ma-ville/"), opening.choose_town, name="open_town"),
    path(_("ouvrir-ma-ville/<str:code>/"), opening.bring_files, name="open_town_files"),
    path(_("ouvrir-ma-ville/<str:code>/resultat/"), opening.result, name="open_town_result"),
    path(_("journal/"), journal.installation_journal, name="journal"),
    path(_("journal/export/"), journal.journal_export, name="journal_export"),
    *people.urlpatterns,
    path(_("systemes/"), systems.systems_page, name="systems"),
    path("api/", api.api_page, name="api"),
    path(_("methodes/"), pages.methods, name="methods"),
    path(_("methodes/<slug:slug>/"), pages.method, name="method"),
    path(_("droits/"), rights.rights_page, name="rights"),
    path(_("donnees-et-licences/"), pages.licences, name="licences"),
    path(_("sante/"), health.health, name="health"),
    path(_("travaux/"), jobs.jobs_page, name="jobs"),
    path(_("travaux/<int:number>/relancer/"), jobs.retry_job, name="job_retry"),
    path(_("travaux/<int:number>/retirer/"), jobs.cancel_job, name="job_cancel"),
    path(_("accessibilite/"), pages.accessibility, name="accessibility"),
]
