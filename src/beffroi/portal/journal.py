"""How what the portal does itself reads in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.ui.typography import date, number


def _pruned(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "before": date(dt.date.fromisoformat(data["before"])),
        "n": number(data["n"], 0),
    }


TOLD = {
    "portal.file_imported": Verb(
        _("%(who)s a fait lire le fichier %(what)s"), _("fichier lu"), "import"
    ),
    "territory.role_assigned": Verb(
        _("%(what)s agit pour %(town)s, à la demande de %(who)s"), _("rôle donné"), "person"
    ),
    "portal.job_retried": Verb(
        _("%(who)s a relancé un travail de fond"), _("travail relancé"), passing=True
    ),
    "portal.job_cancelled": Verb(
        _("%(who)s a retiré un travail de fond de sa file"),
        _("travail retiré"),
        passing=True,
    ),
    # written from the terminal (config.care)
    "installation.backed_up": Verb(
        _("L’installation a été sauvegardée"), _("sauvegarde"), passing=True
    ),
    "installation.restored": Verb(
        _("La sauvegarde du %(made_at)s a été remise en place"), _("restauration")
    ),
    "installation.upgraded": Verb(_("Les tables ont été mises à jour"), _("mise à jour")),
    "installation.journal_pruned": Verb(
        _(
            "Les entrées de connexion et de réglage des comptes d’avant le %(before)s ont été "
            "effacées du journal : %(n)s"
        ),
        _("journal allégé"),
        words=_pruned,
    ),
}


def register() -> None:
    """Tell the verbs of this context."""
    journal.tell(TOLD)
