"""Changes to what people are told and how often; the mails that leave."""

from beffroi.accounts.writes.mailing import gather, post_waiting
from beffroi.accounts.writes.telling import (
    archive,
    choose_rhythm,
    forget_old,
    mark_all_read,
    mark_read,
    quiet,
    tell,
)

__all__ = [
    "archive",
    "choose_rhythm",
    "forget_old",
    "gather",
    "mark_all_read",
    "mark_read",
    "post_waiting",
    "quiet",
    "tell",
]
