"""Paths of a town's footfall."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.place.views import counters, events

urlpatterns = [
    path(_("frequentation/"), counters.footfall, name="footfall"),
    path(_("frequentation/evenements/nouveau/"), events.event_new, name="footfall_event_new"),
    path(_("frequentation/evenements/<str:key>/"), events.event_page, name="footfall_event"),
    path(
        _("frequentation/evenements/<str:key>/retirer/"),
        events.event_withdraw,
        name="footfall_event_withdraw",
    ),
    path(_("frequentation/<slug:slug>/"), counters.counter_page, name="footfall_counter"),
    path(
        _("frequentation/<slug:slug>/decrire/"),
        counters.counter_describe,
        name="footfall_counter_describe",
    ),
]
