"""The demo on one machine: one-click sign-in, loopback only, nothing secret."""

import secrets

from beffroi.config.database import database_from
from beffroi.config.hosts import Hosts
from beffroi.config.settings.base import *  # noqa: F403
from beffroi.config.settings.base import MIDDLEWARE, STATE, os

DEMO = True
OWN_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = Hosts(OWN_HOSTS)


def _kept_secret() -> str:
    """A key of this machine's own, made once: sessions survive a restart."""
    kept = STATE / "secret-key"
    if not kept.exists():
        STATE.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _kept_secret()
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", "dbname=beffroi"), pool=True)}
# The demo serves its style sheets and scripts as they lie in the checkout, uncompressed: the
# compressor stands in front of them (a served installation compresses them once, beforehand).
GZIP = "django.middleware.gzip.GZipMiddleware"
_others = [layer for layer in MIDDLEWARE if layer != GZIP]
MIDDLEWARE = [*_others[:2], GZIP, *_others[2:]]  # behind the log and the watch
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
BACKUP_MAX_HOURS = 0.0  # nobody's data
# Mails of people who do not exist: kept as files, to be looked at.
EMAIL_READY = True
EMAIL_BACKEND = "beffroi.accounts.outbox.FolderBackend"  # and a page shows them
PUBLIC_ADDRESS = os.environ.get("BEFFROI_ADDRESS", "http://127.0.0.1:8000")
# A browser's passkeys work on http://localhost, not on a number.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
