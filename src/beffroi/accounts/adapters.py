"""How allauth speaks and decides here: our sentences, our limits, our mails."""

from __future__ import annotations

import base64
import io
from typing import Any

import segno
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts import browsers, limits, mails, writes
from beffroi.accounts.backends import ByEmail
from beffroi.accounts.entries import SECURITY
from beffroi.kernel import audit

log = structlog.get_logger("beffroi.accounts")
WRONG = _l("Cette adresse et ce mot de passe ne vont pas ensemble. Essayez de nouveau.")
LATER = _l(
    "Trop d’essais. Attendez un quart d’heure, ou choisissez un nouveau mot de passe "
    "avec « Mot de passe oublié »."
)
WRONG_CODE = _l("Ce code ne convient pas. Prenez celui qui s’affiche maintenant.")

# allauth's notices -> the sentences of our subject « La sécurité de votre compte »
NOTICES = {
    "password_changed": "password_changed",
    "password_reset": "password_changed",
    "password_set": "password_changed",
    "totp_activated": "factor_added",
    "totp_deactivated": "factor_removed",
    "recovery_codes_generated": "codes_renewed",
    "webauthn_added": "factor_added",
    "webauthn_removed": "factor_removed",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: nobody signs up alone, failures are counted in the database."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": LATER,
        "rate_limited": LATER,
        "incorrect_password": _l("Ce n’est pas votre mot de passe."),
        "enter_current_password": _l("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _l("Ce lien a déjà servi, ou il est trop ancien."),
        "account_inactive": _l("Ce compte est fermé."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # our own page sends a link by mail (views/invitations.py)

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Within the site asked: a town's own domain does not lead to another town's."""
        request = context.request
        return bool(url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        try:
            limits.check_rest(request, email)
        except limits.PairRests:  # refused as a wrong password is: what is measured says so
            user_login_failed.send(sender=__name__, credentials={}, request=request)
            raise
        if limits.too_many_failures(request, email):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        log.warning("sign_in_failed", account=limits.masked(email))
        limits.count_failure(request, email)

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> Any:
        """Every way in passes here: password, passkey, organisation's account."""
        if not ByEmail().user_can_authenticate(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **more)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Told of a browser not seen before; the very first sign-in has none to compare with."""
        strange = user.last_login is not None and not browsers.knows(request, user)
        super().login(request, user)  # which writes last_login
        if strange:
            writes.tell_new_browser(person=user, agent=request.headers.get("User-Agent", ""))

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> Any:
        limits.forget_tries(request, user.email)
        audit.record("accounts.signed_in", by=user, on=user.key)
        answer = super().post_login(request, user, **more)
        browsers.remember(request, answer, user)
        return answer

    def set_password(self, user: Any, password: str) -> None:
        """Change or reset: the other sessions end with the old password."""
        request = context.request
        own = request.session.session_key if request.user == user else None
        writes.set_password(person=user, password=password, keep=own)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's mails in our words and their reader's language, a text each."""
        link = context.get("password_reset_url", "")
        mails.send(template_prefix.rpartition("/")[2], email, reader=context.get("user"), link=link)

    def send_notification_mail(
        self, template_prefix: str, user: Any, *args: Any, **more: Any
    ) -> None:
        """Something changed in the account: told as everything else is, always by mail too."""
        sentence = NOTICES[template_prefix.rpartition("/")[2]]
        writes.tell([user], SECURITY, sentence=sentence, url=reverse("second_factor"), by=user)

    def add_message(self, *args: Any, **more: Any) -> None:
        """Our views say what was done, in our words."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factor: secrets encrypted at rest, the square drawn here."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _l("Votre rôle demande un second facteur."),
    }

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make(url, error="m").save(
            out, kind="svg", scale=5, border=3, xmldecl=False, svgns=True, dark="#000", light="#fff"
        )
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Clé d’accès")

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        AccountAdapter(context.request).send_notification_mail(*args, **more)


def _vault() -> MultiFernet:
    """Keys drawn from the installation's secret; an older secret still opens what it closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"beffroi second factor")
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
