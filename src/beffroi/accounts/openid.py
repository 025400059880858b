"""OpenID Connect with one provider of organisations (ProConnect or another), by configuration.

allauth's flow, and what it leaves out: a nonce, the id_token's signature always checked, user
information as a signed JWT, one callback address in every language, logout at the provider.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from beffroi.accounts.configured import OPENID_ID
from beffroi.accounts.models import Person
from beffroi.kernel import audit

NONCE, LEAVING = "beffroi_openid_nonce", "beffroi_openid_leaving"


def _app() -> dict[str, Any] | None:
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0] if apps else None


def offered_provider() -> str | None:
    """The name on the button; None where nothing is configured."""
    app = _app()
    return app["name"] if app else None


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):
    """Checks what comes back before believing it."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        with translation.override(settings.LANGUAGE_CODE):  # the provider knows one address
            path = reverse("openid_connect_callback", kwargs={"provider_id": OPENID_ID})
        return str(build_absolute_uri(request, path, self.redirect_uri_protocol))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        id_token = more["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        claims = self._verified(app, id_token)
        expected = request.session.pop(NONCE, "")
        if not expected or not hmac.compare_digest(str(claims.get("nonce", "")), expected):
            raise OAuth2Error("nonce does not match")
        person = self._fetch_user_info(token.token)
        if person.get("sub") != claims.get("sub"):
            raise OAuth2Error("userinfo is about somebody else")
        request.session[LEAVING] = id_token
        data = {"userinfo": person, "id_token": claims}
        return self.get_provider().sociallogin_from_response(request, data)

    def _verified(self, app: Any, signed: str) -> dict[str, Any]:
        return dict(
            jwtkit.verify_and_decode(
                credential=signed,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        )

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """ProConnect answers with a signed JWT, others with JSON."""
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers=headers)
            answer.raise_for_status()
        if "jwt" in answer.headers.get("Content-Type", ""):
            return self._verified(self.get_provider().app, answer.text)
        return dict(answer.json())


class OrganisationProvider(OpenIDConnectProvider):
    """Adds the nonce; `acr_values` comes with the configured parameters."""

    oauth2_adapter_class = OrganisationAdapter

    def redirect(self, request: HttpRequest, *args: Any, **more: Any) -> Any:
        nonce = secrets.token_urlsafe(24)
        request.session[NONCE] = nonce
        more["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        more["scope"] = self.get_scope()
        return super().redirect(request, *args, **more)


class OpenIdAdapter(DefaultSocialAccountAdapter):
    """Nobody is created by this door: it opens accounts that exist."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        sociallogin.user.email = (data.get("email") or "").lower()
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known account, or an address that the provider has verified and we know; else a page."""
        if sociallogin.is_existing:
            return
        proven = [one.email.lower() for one in sociallogin.email_addresses if self._proven(one)]
        person = Person.objects.filter(email__in=proven, is_active=True).first()
        if person is None:
            why = "unknown" if proven else "unverified"
            page = render(request, "accounts/openid_refused.html", {"why": why}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, person)
        audit.record("accounts.openid_connected", by=person, on=person.key)

    def _proven(self, address: Any) -> bool:
        app = _app()
        return address.verified is True or bool(app and app["settings"]["trusts_addresses"])

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        page = render(request, "accounts/openid_refused.html", {"why": "error"}, status=403)
        raise ImmediateHttpResponse(page)

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """A sign-in by the organisation's account is in the list of sessions already."""

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account")


def leave_address(request: HttpRequest) -> str | None:
    """Where to send the browser to leave the provider too; None when it was not the way in."""
    id_token, app = request.session.get(LEAVING), _app()
    if not id_token or app is None:
        return None
    try:
        ends_at = OrganisationAdapter(request, OPENID_ID).openid_config.get("end_session_endpoint")
    except OSError:  # requests' errors: the provider is away, leaving us is enough
        return None
    back = account_adapter(request).get_logout_redirect_url(request)
    asked = {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": build_absolute_uri(request, back),
        "state": secrets.token_urlsafe(16),
    }
    return f"{ends_at}?{urlencode(asked)}" if ends_at else None


def register_provider() -> None:
    """Ours in the place of allauth's, whatever is configured."""
    registry.load()
    registry.register(OrganisationProvider)
