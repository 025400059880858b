"""What this context holds of a person: their cards among the contacts, their calendar's address."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts import personal
from beffroi.accounts.models import Person
from beffroi.programme.models import CalendarFeed, Contact
from beffroi.programme.writes.contacts import forget


def _cards(person: Person) -> QuerySet[Contact]:
    """Those tied to the account, and those that bear its address, which its owner proved theirs."""
    theirs = Q(person=person) | Q(email__iexact=person.email)
    return Contact.objects.filter(theirs).select_related("organisation").order_by("pk")


def _rows(person: Person) -> personal.Rows:
    return [
        {
            _("organisme"): card.organisation.name,
            _("nom"): card.name,
            _("fonction"): card.title,
            _("adresse électronique"): card.email,
            _("téléphone"): card.phone,
            _("parti le"): card.left_on,
        }
        for card in _cards(person)
    ]


def _forget(person: Person) -> None:
    for card in _cards(person):
        forget(card)


def _feed(person: Person) -> personal.Rows:
    made = _("faite le")
    return [{made: row.made_at} for row in CalendarFeed.objects.filter(person=person)]


def _close(person: Person) -> None:
    CalendarFeed.objects.filter(person=person).delete()


def register_personal() -> None:
    """Tell accounts of the contacts and calendars."""
    personal.register(
        personal.Holding(
            "contacts",
            _l("Vos fiches parmi les contacts des conventions"),
            _l("Pour que les partenaires d’une convention sachent à qui parler."),
            _l("Jusqu’à trois ans après que vous avez quitté l’organisme."),
            _rows,
            _forget,
        )
    )
    personal.register(
        personal.Holding(
            "calendar_feed",
            _l("L’adresse secrète de votre agenda"),
            _l("Pour que votre agenda reçoive vos échéances sans que vous vous connectiez."),
            _l("Jusqu’à ce que vous la fermiez, ou que le compte s’efface."),
            _feed,
            _close,
        )
    )
