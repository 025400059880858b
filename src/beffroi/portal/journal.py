"""How what the portal does itself reads in the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb


def register() -> None:
    """Tell the verbs of this context."""
    journal.tell(
        {
            "portal.file_imported": Verb(
                _("%(who)s a fait lire le fichier %(what)s"), _("fichier lu"), "import"
            ),
            "territory.role_assigned": Verb(
                _("%(what)s agit pour %(town)s, à la demande de %(who)s"), _("rôle donné"), "person"
            ),
        }
    )
