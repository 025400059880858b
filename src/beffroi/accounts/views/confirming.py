"""« C’est bien vous ? » before something that matters."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.webauthn import views as webauthn
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from beffroi.accounts.views.around import Resting, always_opened


class _Confirming:
    """The page asked for comes back after the proof."""

    template_name = "accounts/confirm.html"
    by_passkey = False

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = super().get_context_data(**more)  # type: ignore[misc]
        asked = self.get_next_url() or ""  # type: ignore[attr-defined]
        return {**found, "asked_next": asked, "by_passkey": self.by_passkey}


class Confirm(Resting, _Confirming, ReauthenticateView):
    """By the password."""

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        """Whoever has neither password nor second factor is told so in plain words."""
        if not get_adapter().get_reauthentication_methods(request.user):
            raise PermissionDenied(
                _("Choisissez d’abord un mot de passe, ou sortez et entrez de nouveau.")
            )
        return super().dispatch(request, *args, **more)


class ConfirmByCode(_Confirming, base.ReauthenticateView):
    """By a code."""


class ConfirmByPasskey(_Confirming, webauthn.ReauthenticateWebAuthnView):
    """By a passkey."""

    by_passkey = True


confirm = always_opened(Confirm.as_view())
confirm_by_code = always_opened(ConfirmByCode.as_view())
confirm_by_passkey = always_opened(ConfirmByPasskey.as_view())
