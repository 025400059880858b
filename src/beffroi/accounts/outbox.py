"""The demonstration's post office: each mail is a file, and a page shows them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

KEPT = 50  # mails; older files go


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail as the page shows it."""

    to: str
    subject: str
    date: dt.datetime
    text: str


def folder() -> Path:
    """Where the demonstration's mails lie."""
    return Path(settings.STATE) / "mails"


class FolderBackend(BaseEmailBackend):
    """Write mails beside the demonstration's database; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        for number, message in enumerate(email_messages):
            (place / f"{time.time_ns()}-{number}.eml").write_bytes(message.message().as_bytes())
        for old in sorted(place.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def sent() -> list[Sent]:
    """The mails, the last one first."""
    return [_read(path) for path in sorted(folder().glob("*.eml"), reverse=True)]


def _read(path: Path) -> Sent:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    when = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return Sent(message["To"] or "", message["Subject"] or "", when, text)
