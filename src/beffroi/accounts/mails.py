"""Mails of accounts: a subject line, then text; a template each, in the language of its reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from beffroi.accounts.models import Person
from beffroi.accounts.reads import page_in
from beffroi.accounts.rules.mail_parts import parts_of
from beffroi.accounts.writes.letters import colours
from beffroi.ui.typography import typo


def send(
    template: str,
    to: str,
    *,
    reader: Person | None,
    link: str = "",
    accent: str = "",
    **context: Any,
) -> None:
    """Send `accounts/mails/<template>.txt`: its first line is the subject, the rest the text.

    In the reader's language, the page behind `link` too; in the active one for an address that is
    nobody's (`reader` None). Beside the text, the same as a page in the town's colour (`accent`).
    """
    language = reader.language if reader else translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        there = page_in(link, language)
        told = {"person": reader, "link": there, **context}
        written = typo(render_to_string(f"accounts/mails/{template}.txt", told))
        subject, _blank, text = written.partition("\n")
        shown = {"title": subject.strip(), "language": language, "parts": parts_of(text, there)}
        page = render_to_string("accounts/mails/page.html", {**shown, **colours(accent)})
    mail = EmailMultiAlternatives(subject.strip(), text.strip() + "\n", None, [to])
    mail.attach_alternative(page, "text/html")
    mail.send()


def full(request: HttpRequest, link: str) -> str:
    """A link as it stands in a mail: at the configured address, else at the one asked."""
    return link if "://" in link else request.build_absolute_uri(link)
