"""Mails of accounts: a subject line, then text; a template each."""

from __future__ import annotations

from typing import Any

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string


def send(template: str, to: str, **context: Any) -> None:
    """Send `accounts/mails/<template>.txt`: its first line is the subject, the rest the text."""
    subject, _blank, text = render_to_string(f"accounts/mails/{template}.txt", context).partition(
        "\n"
    )
    send_mail(subject.strip(), text.strip() + "\n", None, [to])


def full(request: HttpRequest, link: str) -> str:
    """A link as it stands in a mail: at the configured address, else at the one asked."""
    return link if "://" in link else request.build_absolute_uri(link)
