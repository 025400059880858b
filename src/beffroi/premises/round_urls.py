"""Paths of a town's rounds, under its /releves/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.premises.views import rounds as views

urlpatterns = [
    path("", views.round_list, name="rounds"),
    path(_("nouveau/"), views.round_new, name="round_new"),
    path(_("prochaine-rue/"), views.round_next, name="round_next"),
    path("<str:round_key>/", views.round_page, name="round_page"),
    path(_("<str:round_key>/etape/<slug:way>/"), views.round_move, name="round_move"),
    path(_("<str:round_key>/effacer/"), views.round_drop, name="round_drop"),
    path(_("<str:round_key>/parcours/"), views.round_order, name="round_order"),
    path(_("<str:round_key>/parcours/changer/"), views.round_reorder, name="round_reorder"),
    path(_("<str:round_key>/controle/"), views.round_check, name="round_check"),
    path(_("<str:round_key>/controle/choisir/"), views.round_judge, name="round_judge"),
    path(_("<str:round_key>/publier/"), views.round_publish, name="round_publish"),
    path(_("<str:round_key>/corriger/"), views.round_correct, name="round_correct"),
    path(_("<str:round_key>/feuilles.pdf"), views.round_sheets, name="round_sheets"),
    path(_("<str:round_key>/saisie/"), views.round_typing, name="round_typing"),
    path(_("<str:round_key>/images/"), views.round_photos, name="round_photos"),
    path(
        _("<str:round_key>/images/<uuid:photo>/montrer/"),
        views.round_photo_show,
        name="round_photo_show",
    ),
    path("<str:round_key>/photo/<uuid:photo>/", views.round_photo, name="round_photo"),
    path("<str:round_key>/paquet.json", views.walk_package, name="walk_package"),
    path("<str:round_key>/notes/", views.walk_notes, name="walk_notes"),
    path("<str:round_key>/photos/<uuid:photo>/", views.walk_photo, name="walk_photo"),
]
