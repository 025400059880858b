"""Sessions in the database, each with its person, its device and two lifetimes."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

OPENED, SEEN, DEVICE = "beffroi_opened", "beffroi_seen", "beffroi_device"
COARSE = 600  # seconds: how finely "last seen" is kept, and how often it is written


def coarse_now() -> int:
    """Now, as a stamp of ten minutes."""
    return int(time.time()) // COARSE * COARSE


class SessionStore(db.SessionStore):
    """Idle too long or opened too long ago: in both cases the row is out of date.

    A new key is written once, with the answer: Django's store looks whether it is taken, stores it,
    and stores it again. The insertion refuses a taken key, one drawn among 36^32.
    """

    _is_new = False  # the key in hand has no row yet

    @classmethod
    def get_model_class(cls) -> Any:
        from beffroi.accounts.models import SignInSession  # settings name us before models exist

        return SignInSession

    def create(self) -> None:
        """Take a new key; its row comes with the first `save`."""
        self._session_key = self._get_new_session_key()
        self.modified = True

    def _get_new_session_key(self) -> str:
        self._is_new = True
        return get_random_string(32, VALID_KEY_CHARS)

    def save(self, must_create: bool = False) -> None:
        """Insert a new key's row, or update the row that must still be there; one statement.

        Raises `CreateError` for a key already taken, `UpdateError` for a row ended meanwhile.
        """
        if self.session_key is None:
            self.create()
        new = must_create or self._is_new
        data = self._get_session(no_load=new)  # type: ignore[attr-defined]
        row = self.create_model_instance(data)
        if new:
            _insert(row)
        elif not _update(row):
            raise UpdateError
        self._is_new = False

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


def _insert(row: Any) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise CreateError from taken


def _update(row: Any) -> bool:
    """Whether the row was still there."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    found = type(row).objects.filter(session_key=fields.pop("session_key"))
    return bool(found.update(**fields))


def _moment(stamp: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(stamp, dt.UTC) if stamp else None
