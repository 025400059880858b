"""What the environment says of mail and OpenID Connect, as settings.

Read while the settings are read: imports nothing of Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OPENID_ID = "organisation"  # the provider's name in our addresses


class MailAddressRefused(ValueError):
    """BEFFROI_MAIL cannot be read; the sentence says how it should look."""


def mail_settings(env: Mapping[str, str]) -> dict[str, Any]:
    """Django's EMAIL_* from BEFFROI_MAIL (smtp://user:password@host:587) and BEFFROI_MAIL_FROM.

    `smtps://` opens in TLS, `smtp://` starts it; `?tls=no` only for a relay on the same machine.
    Unset: mails are written to standard output. Raises `MailAddressRefused`.
    """
    sender = env.get("BEFFROI_MAIL_FROM", "Beffroi <ne-pas-repondre@localhost>")
    found: dict[str, Any] = {"DEFAULT_FROM_EMAIL": sender, "EMAIL_TIMEOUT": 10}
    asked = env.get("BEFFROI_MAIL", "")
    if not asked:
        return {**found, "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(asked)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise MailAddressRefused("BEFFROI_MAIL: smtp://user:password@host:587 or smtps://host:465")
    plain = parse_qs(parts.query).get("tls") == ["no"]
    return {
        **found,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
    }


def openid_providers(env: Mapping[str, str]) -> dict[str, Any]:
    """allauth's providers from BEFFROI_OPENID_ISSUER, _CLIENT_ID, _SECRET; empty without them."""
    issuer, client = env.get("BEFFROI_OPENID_ISSUER", ""), env.get("BEFFROI_OPENID_CLIENT_ID", "")
    if not (issuer and client):
        return {}
    asked = {"acr_values": env.get("BEFFROI_OPENID_ACR", "")}
    app = {
        "provider_id": OPENID_ID,
        "name": env.get("BEFFROI_OPENID_NAME", "ProConnect"),
        "client_id": client,
        "secret": env.get("BEFFROI_OPENID_SECRET", ""),
        "settings": {
            "server_url": issuer.rstrip("/"),
            "scope": env.get("BEFFROI_OPENID_SCOPE", "openid email given_name usual_name").split(),
            "auth_params": {name: value for name, value in asked.items() if value},
            "oauth_pkce_enabled": env.get("BEFFROI_OPENID_PKCE", "yes") == "yes",
            # Some providers check every address and do not say so in the claim.
            "trusts_addresses": env.get("BEFFROI_OPENID_TRUSTS_ADDRESSES", "no") == "yes",
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def openid_origins(env: Mapping[str, str]) -> list[str]:
    """Origins our forms may lead to: browsers check the redirections of a form too."""
    issuer = urlsplit(env.get("BEFFROI_OPENID_ISSUER", ""))
    own = [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []
    return own + env.get("BEFFROI_OPENID_ORIGINS", "").split()
