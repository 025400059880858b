"""Paths of a town's rounds, under its /releves/."""

from django.urls import path

from beffroi.premises.views import rounds as views

urlpatterns = [
    path("<str:round_key>/paquet.json", views.walk_package, name="walk_package"),
    path("<str:round_key>/notes/", views.walk_notes, name="walk_notes"),
    path("<str:round_key>/photos/<uuid:photo>/", views.walk_photo, name="walk_photo"),
]
