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
    _tell_of_alerts()


def _tell_of_alerts() -> None:
    journal.tell(
        {
            "observatory.alert_rung": Verb(
                _("alerte n° %(number)s dans %(town)s : %(place)s, %(vacant)s vides sur %(total)s"),
                _("alerte déclenchée"),
            ),
            "observatory.alert_lifted": Verb(
                _(
                    "alerte n° %(number)s levée dans %(town)s : %(place)s, %(vacant)s vides sur %(total)s"
                ),
                _("alerte levée"),
            ),
        }
    )
    journal.tell(_WHAT_WAS_DONE)


_WHAT_WAS_DONE = {
    "observatory.alert_acknowledged": Verb(
        _("%(who)s a pris en charge l’alerte n° %(number)s de %(town)s : %(done)s"),
        _("alerte prise en charge"),
    ),
    "observatory.alert_closed": Verb(
        _("%(who)s a clos l’alerte n° %(number)s de %(town)s : %(outcome)s"),
        _("alerte close"),
    ),
    "observatory.alert_rule_changed": Verb(
        _("%(who)s a changé la règle d’alerte de %(town)s : %(threshold)s %%"),
        _("règle d’alerte changée"),
    ),
}
