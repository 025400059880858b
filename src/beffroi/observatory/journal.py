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
    journal.tell(_STUDIES)
    journal.tell(_RESTITUTIONS)
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
    journal.tell(_OF_OTHERS)


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

_OF_OTHERS = {
    "observatory.nomenclature_kept": Verb(
        _("%(who)s a nommé la nomenclature de %(town)s : %(name)s"),
        _("nomenclature nommée"),
    ),
    "observatory.terms_kept": Verb(
        _("%(who)s a entré des termes dans la nomenclature de %(town)s : %(n)s"),
        _("termes entrés"),
    ),
    "observatory.terms_matched": Verb(
        _("%(who)s a dit l’équivalent commun de termes de %(town)s : %(n)s"),
        _("équivalents dits"),
    ),
    "observatory.observatory_received": Verb(
        _("%(who)s a reçu l’observatoire « %(name)s » pour le comparer à %(town)s"),
        _("observatoire reçu"),
    ),
    "observatory.observatory_shown": Verb(
        _("%(who)s montre à tous la comparaison de %(town)s avec « %(name)s »"),
        _("comparaison montrée à tous"),
    ),
    "observatory.observatory_hidden": Verb(
        _("%(who)s réserve à l’équipe de %(town)s la comparaison avec « %(name)s »"),
        _("comparaison réservée à l’équipe"),
    ),
    "observatory.observatory_withdrawn": Verb(
        _("%(who)s a retiré l’observatoire « %(name)s » reçu par %(town)s"),
        _("observatoire retiré"),
    ),
}
_STUDIES = {
    "observatory.study_begun": Verb(
        _("%(who)s a commencé un diagnostic de %(town)s"), _("diagnostic commencé")
    ),
    "observatory.study_changed": Verb(
        _("%(who)s a changé la question d’un diagnostic en préparation de %(town)s"),
        _("question d’un diagnostic changée"),
    ),
    "observatory.finding_written": Verb(
        _("%(who)s a écrit un constat d’un diagnostic en préparation de %(town)s"),
        _("constat écrit"),
    ),
    "observatory.study_dropped": Verb(
        _("%(who)s a abandonné un diagnostic en préparation de %(town)s"),
        _("préparation abandonnée"),
    ),
}
_RESTITUTIONS = {
    "observatory.restitution_noted": Verb(
        _("%(who)s a noté la restitution du diagnostic n° %(number)s de %(town)s"),
        _("restitution notée"),
    ),
    "observatory.restitution_changed": Verb(
        _("%(who)s a corrigé la restitution du diagnostic n° %(number)s de %(town)s"),
        _("restitution corrigée"),
    ),
    "observatory.restitution_asked": Verb(
        _("%(who)s a noté la question %(question)s à la restitution du diagnostic n° %(number)s"),
        _("question de restitution notée"),
    ),
    "observatory.restitution_answered": Verb(
        _(
            "%(who)s a répondu à la question %(question)s de la restitution du diagnostic n° %(number)s"
        ),
        _("question de restitution répondue"),
    ),
    "observatory.restitution_shown": Verb(
        _("%(who)s a rendu publique la restitution du diagnostic n° %(number)s de %(town)s"),
        _("restitution rendue publique"),
    ),
    "observatory.restitution_hidden": Verb(
        _("%(who)s ne montre plus à tous la restitution du diagnostic n° %(number)s de %(town)s"),
        _("restitution retirée du public"),
    ),
}
