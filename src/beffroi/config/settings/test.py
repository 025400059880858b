"""Tests: strict templates, no pool, no manifest."""

import os

os.environ.setdefault("BEFFROI_SECRET_KEY", "for-tests-only")
from beffroi.config.settings.base import *  # noqa: F403
from beffroi.config.settings.base import LOGGING, TEMPLATES


class UndefinedVariable(str):
    """Fail on a variable the template does not have, instead of an empty string."""

    __slots__ = ()

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"undefined template variable: {missing}")

    def __contains__(self, part: object) -> bool:
        return part == "%s" or str.__contains__(self, str(part))


DEMO = True
IMPORT_APART = False  # tests/portal/test_hostile_files.py switches it on
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
# Fast: one test of its own checks that a served installation uses Argon2.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
EMAIL_READY = True
PUBLIC_ADDRESS = "https://beffroi.example"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # journeys run on http://localhost
# Thousands of answers are refusals, as they should be: what failed is told, not what was refused.
LOGGING["loggers"]["django.request"] = {"level": "ERROR", "propagate": True}
