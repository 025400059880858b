"""Signing in: passwords, second factor, sessions, limits, mail, OpenID Connect.

Everything an installation may change comes from the environment: docs/how-to/sign-in-and-openid.md.
"""

from __future__ import annotations

import os
from datetime import timedelta

from beffroi.accounts.configured import mail_settings, openid_providers

# Passwords
PASSWORD_HASHERS = [
    "beffroi.accounts.hashers.Argon2",
    # read, and hashed again by the first at the next sign-in
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _RULES + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "beffroi.accounts.validators.LengthLimit"},
    {"NAME": "beffroi.accounts.validators.OwnWords"},
    {"NAME": _RULES + "CommonPasswordValidator"},
    {
        "NAME": _RULES + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds a forgotten password's link stays good
INVITATION_DAYS = int(os.environ.get("BEFFROI_INVITATION_DAYS", 7))

# Who gets in, and how
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["beffroi.accounts.backends.ByEmail"]
SIGN_UP_OPEN = os.environ.get("BEFFROI_SIGN_UP", "closed") == "open"
SECOND_FACTOR_ROLES = frozenset(
    os.environ.get("BEFFROI_SECOND_FACTOR_ROLES", "installation_admin body_admin").split()
)
ACCOUNT_ADAPTER = "beffroi.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's link has shown that the address is theirs
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True  # the session's own lifetimes decide
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
ACCOUNT_FORMS = {
    "login": "beffroi.accounts.forms.SignInForm",
    "reset_password": "beffroi.accounts.forms.ForgottenForm",
    "reset_password_from_key": "beffroi.accounts.forms.NewPasswordForm",
    "change_password": "beffroi.accounts.forms.ChangePasswordForm",
    "set_password": "beffroi.accounts.forms.FirstPasswordForm",
    "reauthenticate": "beffroi.accounts.forms.ConfirmForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "",  # our own, in one statement: accounts/limits.py
    "login_failed": "5/5m/key",  # codes of the second factor; passwords: accounts/limits.py
    "reset_password": "60/h/ip,3/h/key",
    "reset_password_from_key": "30/h/ip",
    "change_password": "10/h/user",
    "reauthenticate": "10/m/user",
    "manage_email": "5/h/user",
}

# Second factor and passkeys
MFA_ADAPTER = "beffroi.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are the person's own field, shown theirs by a link
MFA_TOTP_ISSUER = "Beffroi"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: telephones drift
MFA_FORMS = {
    "add_webauthn": "beffroi.accounts.forms.PasskeyForm",
    "edit_webauthn": "beffroi.accounts.forms.RenamePasskeyForm",
    "activate_totp": "beffroi.accounts.forms.ActivateCodesForm",
    "authenticate": "beffroi.accounts.forms.SecondFactorForm",
    "reauthenticate": "beffroi.accounts.forms.ConfirmByCodeForm",
}

# Limits, in PostgreSQL (accounts/limits.py): wrong passwords in a row for one account from one
# address, and how long both then rest.
PAIR_FAILURES = 5
PAIR_REST = timedelta(minutes=15)
# Failures of an hour that stop an account from everywhere, and an address for every account.
ACCOUNT_FAILURES_PER_HOUR = 50
ADDRESS_FAILURES_PER_HOUR = 300
REPORTS_PER_HOUR = 30  # of passers-by, from one address
SIGN_INS_PER_MINUTE = 60  # asked from one address, right or wrong
PROXIES_IN_FRONT = int(os.environ.get("BEFFROI_PROXIES", 0))

# Sessions
SESSION_ENGINE = "beffroi.accounts.sessions"
SESSION_COOKIE_AGE = int(float(os.environ.get("BEFFROI_SESSION_IDLE_HOURS", 72)) * 3600)
SESSION_LIFETIME = timedelta(days=float(os.environ.get("BEFFROI_SESSION_DAYS", 14)))
# A browser its person has used before: no notice at the next sign-in (accounts/browsers.py).
BROWSER_COOKIE_NAME = "beffroi_browser"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Personal data
ERASURE_DAYS = int(os.environ.get("BEFFROI_ERASURE_DAYS", 7))

# Mail
globals().update(mail_settings(os.environ))

# OpenID Connect, by configuration only
SOCIALACCOUNT_ADAPTER = "beffroi.accounts.openid.OpenIdAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = openid_providers(os.environ)
