"""What the observatory tells people: alerts, diagnoses published, figures to redo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.accounts.rules.subjects import DAILY, NOW, Subject, register
from beffroi.kernel.wording import stored

ALERTS, DIAGNOSES, PUBLICATIONS, REDO = "alerts", "diagnoses", "publications", "redo"
RESTITUTIONS = "restitutions"


def register_subjects() -> None:
    """For the team of a town, whoever asked for a diagnosis, and whoever published it."""
    register(
        Subject(
            DIAGNOSES,
            _("Les diagnostics de votre ville"),
            _("Un diagnostic vient d’être publié pour une ville dont vous êtes."),
            {"published": _("Diagnostic n° %(number)d publié : %(perimeter)s, état au %(on)s.")},
            rhythm=DAILY,
            order=40,
            prepare=_worded,
        )
    )
    _register_publications()
    _register_redo()
    _register_alerts()
    _register_restitutions()


def _register_publications() -> None:
    """For whoever asked for a diagnosis, which a worker makes."""
    register(
        Subject(
            PUBLICATIONS,
            _("Les diagnostics que vous publiez"),
            _("Une publication que vous avez demandée est faite, ou n’a pas pu l’être."),
            {
                "done": _(
                    "Votre diagnostic n° %(number)d est publié : %(perimeter)s, état au %(on)s."
                ),
                "refused": _(
                    "Aucun diagnostic de « %(perimeter)s » au %(on)s : la raison est sur sa page."
                ),
                "broken": _(
                    "La publication de « %(perimeter)s » au %(on)s s’est interrompue : vous pouvez "
                    "la relancer."
                ),
            },
            rhythm=NOW,
            order=45,
            prepare=_worded,
        )
    )


def _register_redo() -> None:
    """For whoever published figures that no longer hold."""
    register(
        Subject(
            REDO,
            _("Vos publications à refaire"),
            _(
                "Une source a été retirée : des chiffres que vous avez publiés s’appuyaient sur elle."
            ),
            {
                "source_withdrawn": ngettext_lazy(
                    "« %(source)s » est retirée : %(n)d chiffre du diagnostic n° %(number)d est à refaire.",
                    "« %(source)s » est retirée : %(n)d chiffres du diagnostic n° %(number)d sont à refaire.",
                    "n",
                )
            },
            rhythm=NOW,
            order=50,
            prepare=_worded,
        )
    )


def _register_alerts() -> None:
    """For those who may act when vacancy worsens."""
    register(
        Subject(
            ALERTS,
            _("Les alertes de votre ville"),
            _("La vacance dépasse le seuil fixé pour un périmètre, ou elle est redescendue."),
            {
                "rung": _(
                    "Alerte vacance : %(place)s, %(vacant)d locaux vides sur %(total)d au %(on)s. "
                    "La page dit quelles portes ont changé."
                ),
                "lifted": _(
                    "Alerte levée : %(place)s, %(vacant)d locaux vides sur %(total)d au %(on)s."
                ),
            },
            rhythm=NOW,
            order=35,
            prepare=_worded,
        )
    )


def _register_restitutions() -> None:
    """For those who promised an answer at a restitution meeting."""
    register(
        Subject(
            RESTITUTIONS,
            _("Les réponses promises en réunion"),
            _("Une question posée à la restitution d’un diagnostic attend encore sa réponse."),
            {
                "soon": _(
                    "Question %(question)d de la restitution du diagnostic n° %(number)d : réponse "
                    "promise pour le %(due)s."
                ),
                "due": _(
                    "Question %(question)d de la restitution du diagnostic n° %(number)d : la réponse "
                    "était promise pour le %(due)s, elle n’est pas donnée."
                ),
            },
            rhythm=DAILY,
            order=47,
        )
    )


def _worded(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Names that are texts of ours, in the reader's language."""
    named = {key: stored(params[key]) for key in ("perimeter", "place", "source") if key in params}
    return {**params, **named}
