"""How counters and events read in the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb


def register() -> None:
    """Tell the verbs of this context."""
    journal.tell(
        {
            "place.counter_described": Verb(
                _("%(who)s a décrit le compteur %(counter)s de %(town)s"), _("compteur décrit")
            ),
            "place.event_added": Verb(
                _("%(who)s a noté un événement à %(town)s : « %(event)s »"), _("événement noté")
            ),
            "place.event_withdrawn": Verb(
                _("%(who)s a retiré un événement de %(town)s : « %(event)s »"),
                _("événement retiré"),
            ),
        }
    )
