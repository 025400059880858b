"""What a served installation is set to, read in a process of its own with production's settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db  # the database is made for tests that say so

GOOD = {
    "BEFFROI_SECRET_KEY": "k" * 50,
    "BEFFROI_HOSTS": "beffroi.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.production",
    # what a careless hand could try
    "DEBUG": "1",
    "DJANGO_DEBUG": "1",
    "BEFFROI_DEMO": "1",
}
ASK = """
import json, sys, django
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"]["BACKEND"] = plain  # nothing was collected here
settings.LOGGING_CONFIG = None
settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
django.setup()
from django.test import Client
asked = json.loads(sys.argv[1])
found = {"settings": {name: getattr(settings, name, None) for name in asked["settings"]}}
for label, (path, secure, extra) in asked["visits"].items():
    client = Client(raise_request_exception=False)
    answer = client.get(path, secure=secure, **{"HTTP_HOST": "beffroi.example"} | extra)
    found[label] = [answer.status_code, dict(answer.headers)]
from beffroi.accounts.models import ApiTally
ApiTally.objects.all().delete()  # the one thing these visits left in the tests' database
print(json.dumps(found))
"""
LIE = {"HTTP_X_FORWARDED_PROTO": "https"}
ASKED: dict[str, Any] = {
    "settings": [
        "DEBUG", "DEMO", "SESSION_COOKIE_NAME", "BROWSER_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE",
        "SESSION_COOKIE_DOMAIN", "PASSWORD_HASHERS", "SESSION_COOKIE_PATH",
    ],
    "visits": {
        "demo": ["/connexion/demo/quelqu-un/", True, {}],
        "page": ["/vivant-ou-pas/", True, {}],
        "plain": ["/accessibilite/", False, {}],
        "plain api": ["/api/v1/methods", False, {}],
        "api": ["/api/v1/methods", True, {}],
        "elsewhere": ["/accessibilite/", True, {"HTTP_HOST": "elsewhere.example"}],
        "lie": ["/accessibilite/", False, LIE],
        "static": ["/static/", True, {}],
        "git": ["/.git/config", True, {}],
        "up": ["/static/../pyproject.toml", True, {}],
        "media": ["/media/", True, {}],
    },
}  # fmt: skip


def run(code: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BEFFROI_", "DATABASE"))}
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    return subprocess.run(command, env=kept | GOOD | env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """The tests' own database, as production is told of one."""
    held = connection.settings_dict
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (name,) = cursor.fetchone()
    parts = {"host": "HOST", "port": "PORT", "user": "USER"}
    told = " ".join(f"{word}={held[key]}" for word, key in parts.items() if held[key])
    return {"DATABASE_URL": f"dbname={name} {told}"}


@pytest.fixture(scope="module")
def found(database: dict[str, str]) -> dict[str, Any]:
    """Production's own answers."""
    answer = run(ASK, json.dumps(ASKED), BEFFROI_PROXIES="0", **database)
    assert answer.returncode == 0, answer.stderr[-2000:]
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


def test_debug_and_demo_are_off_whatever_the_environment(found: dict[str, Any]) -> None:
    assert found["settings"]["DEBUG"] is False
    assert found["settings"]["DEMO"] is False


def test_demo_doors_are_shut(found: dict[str, Any]) -> None:
    assert found["demo"][0] in {404, 405}


@pytest.mark.parametrize(
    ("name", "value"),
    [("BEFFROI_SECRET_KEY", ""), ("BEFFROI_SECRET_KEY", "short"), ("BEFFROI_HOSTS", "")],
)
def test_secrets_come_from_the_environment_and_weak_ones_are_refused(name: str, value: str) -> None:
    answer = run("import beffroi.config.settings.production", **{name: value})
    assert answer.returncode != 0
    assert name in answer.stderr


def test_plain_http_is_redirected(found: dict[str, Any]) -> None:
    status, headers = found["plain"]
    assert (status, headers["Location"]) == (301, "https://beffroi.example/accessibilite/")


def test_plain_call_of_the_api_is_refused_and_not_redirected(found: dict[str, Any]) -> None:
    assert found["plain api"][0] == 403
    assert found["plain api"][1]["Content-Type"] == "application/problem+json"
    assert found["api"][0] == 200


def test_strict_transport_is_declared_for_a_year_with_subdomains(found: dict[str, Any]) -> None:
    sent = found["page"][1]["Strict-Transport-Security"]
    assert "max-age=31536000" in sent
    assert "includeSubDomains" in sent


def test_stranger_host_is_refused(found: dict[str, Any]) -> None:
    assert found["elsewhere"][0] == 400


def test_forwarded_headers_are_believed_only_behind_a_declared_proxy(
    found: dict[str, Any], database: dict[str, str]
) -> None:
    assert found["lie"][0] == 301
    asked = {"settings": [], "visits": {"lie": ASKED["visits"]["lie"]}}
    answer = run(ASK, json.dumps(asked), BEFFROI_PROXIES="1", **database)
    assert json.loads(answer.stdout.splitlines()[-1])["lie"][0] != 301


@pytest.mark.parametrize("place", ["static", "git", "up", "media"])
def test_nothing_of_the_checkout_is_served(place: str, found: dict[str, Any]) -> None:
    assert found[place][0] == 404


def test_cookies_are_kept_to_this_host_and_from_scripts(found: dict[str, Any]) -> None:
    told = found["settings"]
    assert told["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert told["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert told["BROWSER_COOKIE_NAME"].startswith("__Host-")
    assert told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"]
    assert told["SESSION_COOKIE_HTTPONLY"]
    assert (told["SESSION_COOKIE_DOMAIN"], told["SESSION_COOKIE_PATH"]) == (None, "/")
    assert {told["SESSION_COOKIE_SAMESITE"], told["CSRF_COOKIE_SAMESITE"]} <= {"Lax", "Strict"}


def test_passwords_are_hashed_by_argon2(found: dict[str, Any]) -> None:
    assert "Argon2" in found["settings"]["PASSWORD_HASHERS"][0]
