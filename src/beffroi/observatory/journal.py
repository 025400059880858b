"""How publications read in the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb


def register() -> None:
    """Tell the verbs of this context."""
    journal.tell(
        {
            "observatory.diagnosis_published": Verb(
                _("%(who)s a publié le diagnostic n° %(number)s de %(town)s"),
                _("diagnostic publié"),
            ),
            "observatory.publication_cancelled": Verb(
                _("%(who)s a arrêté la publication d’un diagnostic de %(town)s"),
                _("publication arrêtée"),
            ),
            "observatory.publication_retried": Verb(
                _("%(who)s a relancé la publication d’un diagnostic de %(town)s"),
                _("publication relancée"),
            ),
        }
    )
