"""Changes to accounts, to what people are told and how often; the mails that leave."""

from beffroi.accounts.writes.erasure import (
    ErasureRefused,
    ask_erasure,
    erase_due,
    take_back_erasure,
)
from beffroi.accounts.writes.invitations import absolute, accept_invitation, invite
from beffroi.accounts.writes.mailing import gather, post_waiting
from beffroi.accounts.writes.people import (
    change_email,
    choose_language,
    email_link,
    open_account,
    read_email_link,
    rename,
)
from beffroi.accounts.writes.sessions import (
    end_session,
    end_sessions,
    set_password,
    tell_new_browser,
)
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
    "ErasureRefused",
    "absolute",
    "accept_invitation",
    "archive",
    "ask_erasure",
    "change_email",
    "choose_language",
    "choose_rhythm",
    "email_link",
    "end_session",
    "end_sessions",
    "erase_due",
    "forget_old",
    "gather",
    "invite",
    "mark_all_read",
    "mark_read",
    "open_account",
    "post_waiting",
    "quiet",
    "read_email_link",
    "rename",
    "set_password",
    "take_back_erasure",
    "tell",
    "tell_new_browser",
]
