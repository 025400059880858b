"""The roles a person may hold, and how far each may reach.

The table of what a role may do with a kind of data stands beside this file (`table`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OWN, DISTRICT, TOWN, AREA = "own", "district", "town", "area"
REGION, NETWORK, INSTALLATION = "region", "network", "installation"

# How far a role reaches, narrowest first.
SCOPES: dict[str, Any] = {
    OWN: _("un objet à soi"),
    DISTRICT: _("un quartier"),
    TOWN: _("une ville"),
    AREA: _("le territoire d’un organisme"),
    REGION: _("une région"),
    NETWORK: _("un réseau de villes"),
    INSTALLATION: _("toute l’installation"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its key in the tables, its name on the screen, the scopes it may be given with."""

    key: str
    label: Any  # translated when shown
    scopes: frozenset[str]
    acts_for_town: bool = False  # may bring files, correct and publish in the name of the town


# Not given to anybody: whoever looks, and whoever is signed in (the shopper of the table).
EVERYBODY, SIGNED_IN = "everybody", "signed_in"

ADVISOR = "commerce_advisor"
MANAGER = "town_centre_manager"
ELECTED = "elected_member"
MERCHANT = "merchant"
ASSOCIATION = "association_officer"
LANDLORD = "landlord"
PROJECT_HOLDER = "project_holder"
NETWORK_OFFICER = "network_officer"
JUROR = "call_juror"
SURVEYOR = "surveyor"
BODY_ADMIN = "body_admin"
INSTALLATION_ADMIN = "installation_admin"

_ALL = (
    Role(ADVISOR, _("conseiller commerce"), frozenset({TOWN, DISTRICT, AREA}), True),
    Role(MANAGER, _("manager de centre-ville"), frozenset({TOWN, DISTRICT, AREA}), True),
    Role(ELECTED, _("élu"), frozenset({TOWN, DISTRICT, AREA})),
    Role(MERCHANT, _("commerçant"), frozenset({OWN})),
    Role(ASSOCIATION, _("responsable d’association"), frozenset({OWN, TOWN, DISTRICT})),
    Role(LANDLORD, _("bailleur"), frozenset({OWN})),
    Role(PROJECT_HOLDER, _("porteur de projet"), frozenset({OWN})),
    Role(NETWORK_OFFICER, _("chargé de réseau"), frozenset({NETWORK, REGION})),
    Role(JUROR, _("membre de jury"), frozenset({OWN})),
    Role(SURVEYOR, _("enquêteur"), frozenset({TOWN, DISTRICT})),
    Role(BODY_ADMIN, _("administrateur d’un organisme"), frozenset({TOWN, AREA, NETWORK})),
    Role(INSTALLATION_ADMIN, _("administrateur de l’installation"), frozenset({INSTALLATION})),
)
ROLES: dict[str, Role] = {role.key: role for role in _ALL}
ACTING = frozenset(role.key for role in _ALL if role.acts_for_town)


NAMES: dict[str, Any] = {
    EVERYBODY: _("tout le monde"),
    SIGNED_IN: _("toute personne connectée"),
    **{role.key: role.label for role in _ALL},
}


def choices() -> list[tuple[str, Any]]:
    """Roles as a form shows them."""
    return [(role.key, role.label) for role in _ALL]


def scope_choices() -> list[tuple[str, Any]]:
    """Scopes as a form shows them."""
    return list(SCOPES.items())
