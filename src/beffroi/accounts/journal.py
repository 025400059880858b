"""How changes to accounts read in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import Person
from beffroi.kernel import journal
from beffroi.kernel.journal import Verb

PERSON = "person"
# Who let whom in, and that an erasure was done, must be told for as long as the acts of people are.
STAYS = frozenset(
    {
        "accounts.person_created",
        "accounts.person_invited",
        "accounts.invitation_accepted",
        "accounts.erased",
    }
)


TOLD = {
    "accounts.api_key_made": Verb(
        _("%(what)s a créé la clé d’API bf_%(prefix)s_…"), _("clé d’API créée"), PERSON
    ),
    "accounts.api_key_revoked": Verb(
        _("%(what)s a révoqué la clé d’API bf_%(prefix)s_…"), _("clé d’API révoquée"), PERSON
    ),
    "accounts.person_created": Verb(
        _("%(who)s a ouvert le compte de %(what)s"), _("compte ouvert"), PERSON
    ),
    "accounts.person_invited": Verb(_("%(who)s a invité %(what)s"), _("personne invitée"), PERSON),
    "accounts.invitation_accepted": Verb(
        _("%(what)s a suivi son invitation"), _("invitation suivie"), PERSON
    ),
    "accounts.signed_in": Verb(_("%(what)s est entré"), _("connexion"), PERSON),
    "accounts.renamed": Verb(_("%(what)s a changé de nom"), _("nom changé"), PERSON),
    "accounts.language_chosen": Verb(
        _("%(what)s a changé la langue de ses courriels"), _("langue changée"), PERSON
    ),
    "accounts.email_changed": Verb(_("%(what)s a changé d’adresse"), _("adresse changée"), PERSON),
    "accounts.password_changed": Verb(
        _("Le mot de passe de %(what)s a été changé"), _("mot de passe changé"), PERSON
    ),
    "accounts.rhythm_chosen": Verb(
        _("%(what)s a changé le rythme de ses courriels"), _("courriels réglés"), PERSON
    ),
    "accounts.sessions_ended": Verb(
        _("Des sessions de %(what)s ont été fermées"), _("sessions fermées"), PERSON
    ),
    "accounts.codes_app_added": Verb(
        _("%(what)s a installé une application de codes"),
        _("application de codes installée"),
        PERSON,
    ),
    "accounts.codes_app_removed": Verb(
        _("%(what)s a retiré son application de codes"), _("application de codes retirée"), PERSON
    ),
    "accounts.recovery_codes_renewed": Verb(
        _("%(what)s a renouvelé ses codes de secours"), _("codes de secours renouvelés"), PERSON
    ),
    "accounts.passkey_added": Verb(
        _("%(what)s a ajouté une clé d’accès"), _("clé d’accès ajoutée"), PERSON
    ),
    "accounts.passkey_removed": Verb(
        _("%(what)s a retiré une clé d’accès"), _("clé d’accès retirée"), PERSON
    ),
    "accounts.openid_connected": Verb(
        _("%(what)s est entré par le compte de son organisme"),
        _("compte d’organisme relié"),
        PERSON,
    ),
    "accounts.data_taken_away": Verb(
        _("%(what)s a emporté ses données"), _("données emportées"), PERSON
    ),
    "accounts.erasure_asked": Verb(
        _("%(what)s a demandé l’effacement de son compte"), _("effacement demandé"), PERSON
    ),
    "accounts.erasure_taken_back": Verb(
        _("%(what)s garde son compte"), _("effacement abandonné"), PERSON
    ),
    "accounts.erased": Verb(_("Un compte a été effacé"), _("compte effacé"), PERSON),
}


def names(keys: frozenset[str]) -> Mapping[str, str]:
    """Names of people by their key; an erased person has none."""
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name"))


def keys_named(text: str) -> frozenset[str]:
    """Keys of the people of this name or address, or of a part of the name; 200 at most."""
    meant = Q(name__icontains=text) | Q(email__iexact=text)
    return frozenset(Person.objects.filter(meant).values_list("key", flat=True)[:200])


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(PERSON, names, gone=_("personne effacée"))
    journal.tell({key: replace(told, passing=key not in STAYS) for key, told in TOLD.items()})
