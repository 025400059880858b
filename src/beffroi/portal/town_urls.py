"""Paths under a town that compose several contexts."""

from django.urls import path

from beffroi.portal.views import town

urlpatterns = [path("", town.town_front, name="town")]
