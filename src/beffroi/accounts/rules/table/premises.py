"""Rows of the printed table about premises and their owners."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.matrix import cell
from beffroi.accounts.rules.table.columns import (
    NO,
    OWN,
    RW,
    R,
    row,
)

SEEN_AND_OWNED = (
    row(
        "indicators",
        _("indicateurs d’ensemble, sous secret statistique"),
        "aggregate indicators (secrecy applied)",
        *(R,) * 11,
    ),
    row(
        "premises_state",
        _("état, activité et enseigne d’un local"),
        "premises state, activity, sign (visible from street)",
        R,
        cell("R + report", "read; report"),
        cell("R + correct own", "read; correct: own_object"),
        R,
        cell("R own", "read: own_object"),
        R,
        RW,
        RW,
        R,
        cell("R aggregate", "read: aggregate"),
        NO,
    ),
    row(
        "vacancy_reason",
        _("raison de la vacance, échanges avec le propriétaire"),
        "vacancy reason, owner talks",
        *(NO,) * 4,
        OWN,
        NO,
        cell("R if shared", "read: shared"),
        RW,
        cell("R summary", "read: summary"),
        NO,
        NO,
    ),
    row(
        "owner_identity",
        _("identité du propriétaire"),
        "owner identity",
        *(NO,) * 4,
        OWN,
        cell("after consent", "read: after_consent"),
        cell("by agreement", "read: by_agreement"),
        RW,
        cell("on request logged", "read: on_request_logged"),
        NO,
        NO,
    ),
    row(
        "locomvac",
        _("lignes du fichier fiscal LOCOMVAC"),
        "LOCOMVAC rows",
        *(NO,) * 6,
        cell("only as processor of the town", "read: processor_of_the_town"),
        R,
        *(NO,) * 3,
    ),
)
