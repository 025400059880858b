"""What this context tells people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import DAILY, Subject, register

RENEWALS = "renewals"


def register_subjects() -> None:
    """Ends of agreements that nothing follows."""
    register(
        Subject(
            RENEWALS,
            _("Les conventions qui arrivent à leur terme"),
            _("Quatre-vingt-dix jours avant qu’un partenariat ne soit plus couvert."),
            {"gap": _("À partir du %(on)s, rien ne couvre plus « %(title)s ».")},
            rhythm=DAILY,
            order=60,
        )
    )
