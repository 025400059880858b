"""What accounts put in the menus, and what they tell people of themselves."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.accounts import reads
from beffroi.accounts.requests import signed_in_person
from beffroi.accounts.rules.devices import device_sentence
from beffroi.accounts.rules.subjects import NOW, Params, Subject, register
from beffroi.ui import menu

SECURITY = "security"
SAID = {
    "new_device": _(
        "Connexion à votre compte depuis un navigateur nouveau, le %(day)s : "
        "%(device)s. Si ce n’est pas vous, fermez cette session et changez votre mot "
        "de passe."
    ),
    "factor_added": _("Un second facteur a été ajouté à votre compte."),
    "factor_removed": _("Un second facteur a été retiré de votre compte."),
    "codes_renewed": _("Vos codes de secours ont été renouvelés."),
    "password_changed": _("Votre mot de passe a été changé."),
    "address_changed": _("L’adresse électronique de votre compte a été changée."),
}


def register_subjects() -> None:
    """The safety of one's own account: always told."""
    register(
        Subject(
            SECURITY,
            _("La sécurité de votre compte"),
            _(
                "Une connexion depuis un navigateur nouveau, un second facteur ajouté ou retiré, un "
                "mot de passe changé. Toujours envoyé par courriel, tout de suite."
            ),
            SAID,
            rhythm=NOW,
            essential=True,
            order=10,
            prepare=_in_words,
        )
    )


def _in_words(params: Params) -> Params:
    """The browser in the reader’s words."""
    return {**params, "device": device_sentence(str(params.get("device", "")))}


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
