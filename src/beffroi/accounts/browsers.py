"""Browsers a person has entered from, told by a signed cookie: nothing of them is kept on our side.

The cookie names, for each person who entered from this browser, a digest and an instant; it opens
nothing, and a stolen one only spares its thief a notice. No fingerprint is taken of the browser.
A changed password, or sessions closed all at once, forget every browser (`Person.browsers_from`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from beffroi.accounts.models import Person

SALT = "beffroi.accounts.browser"
KEPT = dt.timedelta(days=365)  # CNIL: at most 13 months for such a mark
MOST = 8  # people of one browser: a shared desk


def _mark(person: Person) -> str:
    """The key itself is on pages that others read; this is nowhere else."""
    return hashlib.sha256(f"{SALT}/{person.key}".encode()).hexdigest()[:20]


def _milliseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def _held(request: HttpRequest) -> dict[str, int]:
    """Marks of this browser and when each was last made; a cookie that is not ours says nothing."""
    sealed = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    try:
        held = signing.loads(sealed, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return {}
    return dict(held)


def knows(request: HttpRequest, person: Person) -> bool:
    """Whether this person entered from this browser before, and did not have it forgotten."""
    made = _held(request).get(_mark(person))
    if made is None:
        return False
    since = person.browsers_from
    return since is None or made >= _milliseconds(since)


def remember(request: HttpRequest, answer: Any, person: Person) -> None:
    """Leave the mark with the answer; of many people, the last ones are kept."""
    held = _held(request) | {_mark(person): _milliseconds(timezone.now())}
    last = sorted(held.items(), key=lambda pair: pair[1])[-MOST:]
    answer.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps(dict(last), salt=SALT),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
