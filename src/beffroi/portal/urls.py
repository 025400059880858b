"""Paths of the whole installation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.portal.views import opening

urlpatterns = [
    path(_("ouvrir-ma-ville/"), opening.choose_town, name="open_town"),
    path(_("ouvrir-ma-ville/<str:code>/"), opening.bring_files, name="open_town_files"),
    path(_("ouvrir-ma-ville/<str:code>/resultat/"), opening.result, name="open_town_result"),
]
