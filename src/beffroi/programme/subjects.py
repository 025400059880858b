"""What this context tells people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import DAILY, Subject, register

RENEWALS, DEADLINES = "renewals", "deadlines"


def register_subjects() -> None:
    """Ends of agreements that nothing follows."""
    register(
        Subject(
            RENEWALS,
            _("Les conventions qui arrivent à leur terme"),
            _("Quatre-vingt-dix jours avant qu’un partenariat ne soit plus couvert."),
            {
                "gap": _("À partir du %(on)s, rien ne couvre plus « %(title)s »."),
                "attach": _(
                    "« %(title)s » survit à son cadre : la rattacher à « %(into)s » reste à décider."
                ),
            },
            rhythm=DAILY,
            order=60,
        )
    )
    _register_deadlines()


def _register_deadlines() -> None:
    """What has a day: for those who follow the agreement, or the town."""
    register(
        Subject(
            DEADLINES,
            _("Les échéances des conventions"),
            _("Engagements, fins de convention, réunions, comptes rendus et avis attendus."),
            {
                "promise_soon": _("%(body)s s’est engagé pour le %(due)s : « %(text)s »."),
                "promise_late": _("Engagement de %(body)s non tenu le %(due)s : « %(text)s »."),
                "agreement_end": _("« %(title)s » prend fin le %(end)s."),
                "meeting_soon": _("%(committee)s se réunit le %(day)s : « %(title)s »."),
                "minutes_missing": _(
                    "Le compte rendu de la réunion du %(day)s manque : %(committee)s, « %(title)s »."
                ),
                "opinion_soon": _("Avis de %(body)s attendu pour le %(due)s : « %(subject)s »."),
                "opinion_late": _("Avis de %(body)s non rendu le %(due)s : « %(subject)s »."),
            },
            rhythm=DAILY,
            order=58,
        )
    )
