"""Paths of sign-in."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.accounts import views

urlpatterns = [
    path(_("connexion/"), views.sign_in, name="sign_in"),
    path(_("connexion/demo/<slug:key>/"), views.demo_sign_in, name="demo_sign_in"),
    path(_("deconnexion/"), views.sign_out, name="sign_out"),
]
