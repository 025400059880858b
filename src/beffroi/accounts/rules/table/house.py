"""Rows the domain document does not print: what the product itself lets be changed.

Our own judgement, each with its reason.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.matrix import Group, cell
from beffroi.accounts.rules.roles import (
    ADVISOR,
    BODY_ADMIN,
    ELECTED,
    EVERYBODY,
    INSTALLATION_ADMIN,
    MANAGER,
    NETWORK_OFFICER,
    SURVEYOR,
)

_R = cell("R", "read")
_RW = cell("RW", "read; write")

HOUSE = (
    # Everybody reads where the figures come from; those who run the machine may bring files back.
    Group(
        "sources",
        _("sources et fichiers d’une ville"),
        "",
        {EVERYBODY: _R, ADVISOR: _RW, MANAGER: _RW, INSTALLATION_ADMIN: _RW},
    ),
    # A diagnosis speaks in the name of the town: who runs the machine does not sign it.
    Group(
        "diagnosis",
        _("diagnostics"),
        "",
        {
            EVERYBODY: cell("R published", "read: published"),
            ADVISOR: cell("R + publish", "read; publish"),
            MANAGER: cell("R + publish", "read; publish"),
        },
    ),
    # A warning is for those who can act on it, and for those who answer for the town.
    Group("alerts", _("alertes et portes à voir"), "", {ADVISOR: _RW, MANAGER: _RW, ELECTED: _R}),
    Group(
        "town",
        _("ouverture et réglages d’une ville"),
        "",
        {
            EVERYBODY: _R,
            ADVISOR: cell("RW + open", "read; write; open"),
            MANAGER: cell("RW + open", "read; write; open"),
            BODY_ADMIN: cell("RW + open", "read; write; open"),
            INSTALLATION_ADMIN: cell("RW + open", "read; write; open"),
        },
    ),
    # Who holds which role is known to the team; giving one is the work of an administrator.
    Group(
        "roles",
        _("personnes et rôles"),
        "",
        {
            ADVISOR: _R,
            MANAGER: _R,
            ELECTED: _R,
            NETWORK_OFFICER: _R,
            BODY_ADMIN: cell("R + give", "read; give"),
            INSTALLATION_ADMIN: cell("R + give", "read; give"),
        },
    ),
    Group(
        "journal",
        _("journal des changements"),
        "",
        {ADVISOR: _R, MANAGER: _R, BODY_ADMIN: _R, INSTALLATION_ADMIN: _R},
    ),
    # Who walks notes what they see; who answers for the figures plans, checks and publishes.
    Group(
        "survey",
        _("relevés de terrain"),
        "",
        {
            ADVISOR: cell("RW + validate", "read; write; validate"),
            MANAGER: cell("RW + validate", "read; write; validate"),
            SURVEYOR: cell("RW own rounds", "read: on_the_round; write: on_the_round"),
        },
    ),
    # Anybody may say that a door has changed; who follows the town reads it and answers.
    Group(
        "door_reports",
        _("signalements de passants"),
        "",
        {EVERYBODY: cell("report", "report"), ADVISOR: _RW, MANAGER: _RW},
    ),
    # What a town wants of its streets is a decision: told to all, or kept for the team.
    Group(
        "trade_plan",
        _("activités souhaitées par rue, horaires convenus"),
        "",
        {EVERYBODY: cell("R public", "read: published"), ADVISOR: _RW, MANAGER: _RW, ELECTED: _R},
    ),
    # A suspicion that is shown harms whoever is innocent: who acts for the town alone reads it.
    Group("online_sales", _("dossiers de vente en ligne"), "", {MANAGER: _RW}),
    # Passages are no personal data: everybody reads them; who follows the town keeps the counters.
    Group(
        "footfall",
        _("compteurs de passages et événements"),
        "",
        {EVERYBODY: _R, ADVISOR: _RW, MANAGER: _RW},
    ),
    Group("installation", _("réglages de l’installation"), "", {INSTALLATION_ADMIN: _RW}),
)
