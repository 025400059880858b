"""The gallery; who may open it is decided where these addresses are included."""

from django.urls import path

from beffroi.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("fond.geojson", views.ground_feed, name="ground"),
    path("locaux.geojson", views.premises_feed, name="premises"),
]
