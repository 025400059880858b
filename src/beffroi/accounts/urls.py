"""Paths of sign-in and of messages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.views import messages, signing, unsubscribing

urlpatterns = [
    path(_("connexion/"), signing.sign_in, name="sign_in"),
    path(_("connexion/demo/<slug:key>/"), signing.demo_sign_in, name="demo_sign_in"),
    path(_("deconnexion/"), signing.sign_out, name="sign_out"),
    path(_("messages/"), messages.messages_page, name="messages"),
    path(_("messages/tout-lire/"), messages.read_all, name="messages_read"),
    path(_("messages/reglages/"), messages.message_choices, name="message_choices"),
    path(_("messages/<slug:key>/ouvrir/"), messages.open_message, name="message_open"),
    path(_("messages/<slug:key>/ranger/"), messages.sort_message, name="message_sort"),
    path(_("courriels/arreter/<str:token>/"), unsubscribing.unsubscribe, name="unsubscribe"),
]
