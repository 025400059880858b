"""Paths of the walk in the street, under a town's /releves/. The worker's own path is its scope."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.premises.views import walk as views

urlpatterns = [
    path("service.js", views.walk_worker, name="walk_worker"),
    path("marche.webmanifest", views.walk_manifest, name="walk_manifest"),
    path(_("marche/"), views.walk_home, name="walk_home"),
    path(_("<str:round_key>/marche/"), views.walk, name="walk"),
    path("<str:round_key>/marche/session.json", views.walk_session, name="walk_session"),
]
