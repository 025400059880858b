"""Sessions in the database, each with its person, its device and two lifetimes."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

OPENED, SEEN, DEVICE = "beffroi_opened", "beffroi_seen", "beffroi_device"
COARSE = 600  # seconds: how finely "last seen" is kept, and how often it is written


def coarse_now() -> int:
    """Now, as a stamp of ten minutes."""
    return int(time.time()) // COARSE * COARSE


class SessionStore(db.SessionStore):
    """Idle too long or opened too long ago: in both cases the row is out of date."""

    @classmethod
    def get_model_class(cls) -> Any:
        from beffroi.accounts.models import SignInSession  # settings name us before models exist

        return SignInSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        now = timezone.now()
        person = data.get(SESSION_KEY)
        if person and OPENED not in data:
            data[OPENED] = now.timestamp()
            data[SEEN] = coarse_now()
        row: Any = super().create_model_instance(data)
        row.person_id = int(person) if person else None
        row.device = data.get(DEVICE, "")
        row.first_seen = _moment(data.get(OPENED))
        row.last_seen = _moment(data.get(SEEN)) or row.first_seen
        return row

    def get_expiry_date(self, **kwargs: Any) -> dt.datetime:
        idle: dt.datetime = super().get_expiry_date(**kwargs)
        opened = _moment(self.get(OPENED))
        return min(idle, opened + settings.SESSION_LIFETIME) if opened else idle


def _moment(stamp: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(stamp, dt.UTC) if stamp else None
