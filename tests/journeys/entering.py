"""Who looks at a page, without the two pages of the way in: other journeys walk those."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from beffroi.accounts.models import Person


def enter(page: Any, base: str, person: Person) -> None:
    """This browser is signed in at `base` as this person."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
