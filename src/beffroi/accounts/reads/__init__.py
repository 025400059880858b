"""Accounts; what a person was told, how often they want mail, and how the mails fare."""

from beffroi.accounts.reads.entering import open_invitation, person_of, sessions_of
from beffroi.accounts.reads.mails import MailHealth, mail_health
from beffroi.accounts.reads.messages import (
    Choice,
    Inbox,
    choices_of,
    inbox,
    message_or_404,
    page_in,
    people_of_keys,
    unread_count,
)

__all__ = [
    "Choice",
    "Inbox",
    "MailHealth",
    "choices_of",
    "inbox",
    "mail_health",
    "message_or_404",
    "open_invitation",
    "page_in",
    "people_of_keys",
    "person_of",
    "sessions_of",
    "unread_count",
]
