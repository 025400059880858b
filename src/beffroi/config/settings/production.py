"""A served installation: every secret from the environment, HTTPS, hashed static files."""

import os

from django.core.exceptions import ImproperlyConfigured

from beffroi.config import logs
from beffroi.config.database import database_from
from beffroi.config.settings.base import *  # noqa: F403
from beffroi.config.settings.base import ALLOWED_HOSTS, SECRET_KEY, STORAGES

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("Set BEFFROI_SECRET_KEY (40 characters or more).")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set BEFFROI_HOSTS: the names this site answers to, by spaces.")

DATABASES = {"default": database_from(os.environ["DATABASE_URL"], pool=True)}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# The prefix makes browsers refuse these cookies from any other host, path or plain HTTP.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
BROWSER_COOKIE_NAME = "__Host-browser"
PROXIES_IN_FRONT = int(os.environ.get("BEFFROI_PROXIES", 1))
SECURE_SSL_REDIRECT = os.environ.get("BEFFROI_TLS_IN_FRONT", "yes") == "yes"
if PROXIES_IN_FRONT:  # without one, anybody could write this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^api/v1/"]  # refused there, by the API's own gate
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
LOGGING = logs.settings(readable=False, level=os.environ.get("BEFFROI_LOG_LEVEL", "INFO"))
