"""What this context tells people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import DAILY, Subject, register

ROUNDS, REPORTS = "rounds", "door_reports"


ABOUT_ROUNDS = Subject(
    ROUNDS,
    _("Les relevés de terrain"),
    _("Un relevé auquel vous participez, ou de votre ville, est publié ou corrigé."),
    {
        "published": _(
            "Le relevé « %(name)s » de %(town)s est publié : %(vacant)s locaux vides sur %(total)s."
        ),
        "corrected": _(
            "Le relevé « %(name)s » de %(town)s est corrigé (version %(version)s) : %(vacant)s "
            "locaux vides sur %(total)s. Ce qui fut publié avant reste lisible tel quel."
        ),
    },
    rhythm=DAILY,
    order=40,
)
ABOUT_REPORTS = Subject(
    REPORTS,
    _("Les signalements de passants"),
    _("Quelqu’un dit qu’un local de votre ville a fermé, changé, ou que la fiche est fausse."),
    {
        "received": _(
            "%(town)s : un passant signale le local %(door)s. Rien ne change tant que personne "
            "n’a vérifié."
        )
    },
    rhythm=DAILY,
    order=45,
)


def register_subjects() -> None:
    """Rounds published, and published again; doors that passers-by say have changed."""
    register(ABOUT_ROUNDS)
    register(ABOUT_REPORTS)
