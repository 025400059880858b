"""What every installation shares. Secrets come from the environment only."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.configured import openid_origins
from beffroi.config import logs
from beffroi.config.database import database_from
from beffroi.config.files import files_from
from beffroi.config.hosts import Hosts
from beffroi.config.settings.sign_in import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("BEFFROI_STATE", PACKAGE.parents[1] / ".beffroi"))

DEMO = False
DEBUG = False
SECRET_KEY = os.environ.get("BEFFROI_SECRET_KEY", "")
OWN_HOSTS = os.environ.get("BEFFROI_HOSTS", "").split()
ALLOWED_HOSTS: list[str] = Hosts(OWN_HOSTS)  # and the domains declared for towns
BEFFROI_COUNTRY = os.environ.get("BEFFROI_COUNTRY", "fr")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "ninja",
    "beffroi.kernel",
    "beffroi.ui",
    "beffroi.accounts",
    "beffroi.territory",
    "beffroi.merchants",
    "beffroi.premises",
    "beffroi.place",
    "beffroi.observatory",
    "beffroi.marketplace",
    "beffroi.programme",
    "beffroi.portal",
    # after ours: our templates stand in front of theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "beffroi.config.logs.requests.RequestLog",
    "beffroi.config.watch.Watch",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "beffroi.portal.own_domain.OwnDomain",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "beffroi.kernel.headers.KeepingMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "beffroi.portal.api.gate.ApiGate",
    "beffroi.programme.feed_gate.FeedGate",
    "beffroi.kernel.asked.PlainAddressMiddleware",
    "beffroi.accounts.middleware.SessionFacts",
    "allauth.account.middleware.AccountMiddleware",
    "beffroi.territory.town_time.TownTime",
    "beffroi.kernel.permission.AudienceMiddleware",
    "beffroi.accounts.middleware.SecondFactorFirst",
    "beffroi.kernel.readonly.ReadOnlyMiddleware",
]

ROOT_URLCONF = "beffroi.config.urls"
WSGI_APPLICATION = "beffroi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["beffroi.ui.templatetags.beffroi_ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "beffroi.ui.context.chrome",
            ],
        },
    }
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", "dbname=beffroi"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
# "default" is the counters' (allauth knows no other name), in PostgreSQL: every web node sees them.
CACHES = {
    "default": {
        "BACKEND": "beffroi.accounts.counting.SharedCounters",
        "LOCATION": "accounts_counter",
        "VERSION": 2,  # rows of the first kind were pickles: no longer read, gone within a day
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
CSRF_FAILURE_VIEW = "beffroi.portal.views.errors.stale_form"
# Messages in a cookie: reading one must not write to the database on a GET.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
# Two folders that are no Django application; every other catalogue lies in its context.
LOCALE_PATHS = [PACKAGE / "config" / "locale", PACKAGE / "sources" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

PUBLIC_ADDRESS = os.environ.get("BEFFROI_ADDRESS", "")  # https://beffroi.example, for mails
# Without a mail server what people are told stays on the site; nothing piles up to be sent.
EMAIL_READY = bool(os.environ.get("BEFFROI_MAIL"))

STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": files_from(os.environ.get("BEFFROI_FILES", "")),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = STATE / "media"
FILE_UPLOAD_HANDLERS = ["beffroi.portal.uploads.BoundedUploadHandler"]
# The national register's stock weighs about 2.6 GB zipped; a region's OpenStreetMap, 0.6.
IMPORT_MAX_BYTES = int(os.environ.get("BEFFROI_IMPORT_MAX_BYTES", 4 * 1024**3))
IMPORT_MAX_UNPACKED = int(os.environ.get("BEFFROI_IMPORT_MAX_UNPACKED", 24 * 1024**3))
IMPORT_FILES_KEPT_DAYS = 30
# One reading is one process, ended when it takes more than this (address space; processor time).
IMPORT_APART = True
IMPORT_MAX_MEMORY = int(os.environ.get("BEFFROI_IMPORT_MAX_MEMORY", 6 * 1024**3))
IMPORT_MAX_SECONDS = int(os.environ.get("BEFFROI_IMPORT_MAX_SECONDS", 2 * 3600))
FETCHED_ROOT = STATE / "fetched"  # files of object storage while a worker reads them

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *openid_origins(os.environ)],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PROCRASTINATE_ON_APP_READY = None
# What a monitor may read from elsewhere than this machine: docs/how-to/watch.md.
WATCH_TOKEN = os.environ.get("BEFFROI_WATCH_TOKEN", "")
# How long the journal keeps sign-ins and the like; why three years: docs/security.md.
JOURNAL_DAYS = int(os.environ.get("BEFFROI_JOURNAL_DAYS", "1096"))
BACKUP_MAX_HOURS = float(os.environ.get("BEFFROI_BACKUP_MAX_HOURS", "48"))
# A person reads the demo's; a real installation's are JSON (production.py).
LOGGING = logs.settings(readable=True, level=os.environ.get("BEFFROI_LOG_LEVEL", "WARNING"))
