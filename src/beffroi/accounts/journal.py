"""How changes to accounts read in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import Person
from beffroi.kernel import journal
from beffroi.kernel.journal import Verb

PERSON = "person"


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
    journal.tell(
        {
            "accounts.person_created": Verb(
                _("%(who)s a ouvert le compte de %(what)s"), _("compte ouvert"), PERSON
            ),
            "accounts.password_changed": Verb(
                _("Le mot de passe de %(what)s a été changé"), _("mot de passe changé"), PERSON
            ),
            "accounts.rhythm_chosen": Verb(
                _("%(what)s a changé le rythme de ses courriels"), _("courriels réglés"), PERSON
            ),
        }
    )
