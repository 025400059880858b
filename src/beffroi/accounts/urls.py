"""Paths of sign-in."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.views import signing

urlpatterns = [
    path(_("connexion/"), signing.sign_in, name="sign_in"),
    path(_("connexion/demo/<slug:key>/"), signing.demo_sign_in, name="demo_sign_in"),
    path(_("deconnexion/"), signing.sign_out, name="sign_out"),
]
