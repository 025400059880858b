"""What territory tells people: the roles they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.subjects import NOW, Subject, register

ROLES = "roles"


def register_subjects() -> None:
    """Roles given, ended, lent."""
    register(
        Subject(
            ROLES,
            _("Vos rôles"),
            _("Un rôle qui vous est donné, prêté ou retiré, et les dossiers qui vous sont passés."),
            {
                "given": _("Vous avez un nouveau rôle : %(role)s (%(where)s)."),
                "delegated": _("Un rôle vous est prêté : %(role)s (%(where)s)."),
                "ended": _("Votre rôle a pris fin : %(role)s (%(where)s)."),
                "handed_over": _("Des dossiers vous ont été passés : %(role)s (%(where)s)."),
            },
            rhythm=NOW,
            order=20,
            prepare=_named,
        )
    )


def _named(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The role by its name in the reader’s language; its place, else its scope."""
    role = roles.ROLES.get(params["role"])
    where = params["where"] or roles.SCOPES.get(params["scope"], "")
    return {"role": role.label if role else params["role"], "where": where}
