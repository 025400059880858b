"""A mail as it is written: text and HTML in our design, in its reader's language.

The subject line and the headers hold nothing personal and nothing secret: it may be shown on a
locked telephone and lies in the journals of every server on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.accounts.models import Mailing, Message
from beffroi.accounts.reads.messages import page_in
from beffroi.accounts.rules import subjects
from beffroi.accounts.rules.subjects import DAILY, NOW
from beffroi.ui import typography
from beffroi.ui.accent import link_colours
from beffroi.ui.tokens import dark, light

SALT = "beffroi.accounts.unsubscribe"


def letter(mail: Mailing, messages: Iterable[Message], door: Any) -> EmailMultiAlternatives | None:
    """The mail that tells these messages; None when nothing is left to tell."""
    told = list(messages)
    if not told:
        return None
    with translation.override(mail.person.language):
        context = _context(mail, told)
        text = typography.typo(render_to_string("accounts/letters/letter.txt", context))
        written = EmailMultiAlternatives(
            subject=context["title"],
            body=text,
            to=[mail.person.email],
            headers=_headers(mail, context["leave"]),
            connection=door,
        )
        written.attach_alternative(
            render_to_string("accounts/letters/letter.html", context), "text/html"
        )
        return written


def colours(accent: str) -> dict[str, Any]:
    """What the page of a mail is painted with: our tokens in light and dark, a town's own colour."""
    return {"light": _tokens(light()), "dark": _tokens(dark()), "accent": link_colours(accent)}


def _tokens(known: dict[str, str]) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in known.items()}


def _context(mail: Mailing, told: list[Message]) -> dict[str, Any]:
    title, towns = _title(mail, told), {message.town_key for message in told}
    accents = subjects.town_accents(towns)
    return {
        **colours(accents.get(towns.pop(), "") if len(towns) == 1 else ""),
        "title": title,
        "heading": _heading(title),
        "name": mail.person.name,
        "groups": _groups(told, accents),
        "inbox": absolute(reverse("messages")),
        "choices": absolute(reverse("message_choices")),
        "leave": _leave(mail, told),
        "language": mail.person.language,
    }


def _heading(title: str) -> str:
    """The title without our name, which stands above it."""
    said = title.partition(":")[2].strip()
    return said[:1].upper() + said[1:]


def _title(mail: Mailing, told: list[Message]) -> str:
    if mail.rhythm == NOW:
        about = {message.subject for message in told}
        label = subjects.label_of(about.pop()) if len(about) == 1 else _("vos messages")
        return typography.typo(_("Beffroi : %(label)s") % {"label": label})
    daily = mail.rhythm == DAILY
    return typography.typo(
        _("Beffroi : votre résumé du jour") if daily else _("Beffroi : votre résumé de la semaine")
    )


def _groups(told: list[Message], accents: Mapping[str, str]) -> list[dict[str, Any]]:
    """Messages by town, then by subject."""
    names = subjects.town_names(message.town_key for message in told)
    towns = []
    for town, of_town in groupby(told, key=lambda one: one.town_key):
        parts = [
            {"label": subjects.label_of(key), "lines": [_line(one) for one in of_subject]}
            for key, of_subject in groupby(of_town, key=lambda one: one.subject)
        ]
        accent = link_colours(accents.get(town, ""))
        towns.append({"town": names.get(town, ""), "parts": parts, "accent": accent})
    return towns


def _line(message: Message) -> dict[str, str]:
    return {"words": message.words, "url": absolute(message.url) if message.url else ""}


def _leave(mail: Mailing, told: list[Message]) -> str:
    """Where one click ends these mails; empty for a mail of essential things only."""
    about = {message.subject for message in told}
    essential = {one.key for one in subjects.subjects() if one.essential}
    if about <= essential:
        return ""
    what = mail.rhythm if mail.rhythm != NOW or len(about - essential) > 1 else None
    token = signing.dumps(
        {"p": mail.person.key, "w": what or (about - essential).pop()}, salt=SALT, compress=True
    )
    return absolute(reverse("unsubscribe", args=[token]))


def _headers(mail: Mailing, leave: str) -> dict[str, str]:
    host = urlsplit(_site()).hostname
    headers = {
        "Message-ID": f"<{mail.key}@{host}>",  # the same when tried again: receivers drop doubles
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday reply, please
    }
    if leave:  # RFC 8058: the reader's mail program ends it by itself
        headers["List-Unsubscribe"] = f"<{leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def absolute(path: str) -> str:
    """A page of ours as a mail must name it, in the active language."""
    return _site() + page_in(path, translation.get_language() or "fr")


def _site() -> str:
    """This installation's address, without a last slash."""
    named = settings.PUBLIC_ADDRESS or f"https://{(settings.ALLOWED_HOSTS or ['localhost'])[0]}"
    return named.rstrip("/")
