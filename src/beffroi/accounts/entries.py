"""What accounts put in the menus, and what they tell people of themselves."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.accounts import reads
from beffroi.accounts.requests import signed_in_person
from beffroi.accounts.rules.subjects import NOW, Subject, register
from beffroi.ui import menu

SECURITY = "security"


def register_subjects() -> None:
    """The safety of one's own account: always told."""
    register(
        Subject(
            SECURITY,
            _("La sécurité de votre compte"),
            _(
                "Une connexion depuis un appareil nouveau, un second facteur ajouté ou retiré, un "
                "mot de passe changé. Toujours envoyé par courriel."
            ),
            {
                "new_device": _(
                    "Connexion à votre compte depuis un appareil nouveau, le %(day)s. Si ce n’est "
                    "pas vous, changez votre mot de passe."
                ),
                "factor_added": _("Un second facteur a été ajouté à votre compte."),
                "factor_removed": _("Un second facteur a été retiré de votre compte."),
                "codes_renewed": _("Vos codes de secours ont été renouvelés."),
                "password_changed": _("Votre mot de passe a été changé."),
                "address_changed": _("L’adresse électronique de votre compte a été changée."),
            },
            rhythm=NOW,
            essential=True,
            order=10,
        )
    )


def register_entries() -> None:
    """The bell: messages, with how many wait."""
    menu.register(
        menu.MenuEntry(
            "messages",
            _("Messages"),
            lambda request: reverse("messages") if signed_in_person(request) else None,
            "account",
            50,
            menu.on_routes("message"),
            "bell",
            _waiting,
        )
    )


def _waiting(request: HttpRequest) -> int:
    person = signed_in_person(request)
    return reads.unread_count(person) if person else 0
