"""What this context tells people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import DAILY, Subject, register

ROUNDS = "rounds"


def register_subjects() -> None:
    """Rounds published, and published again."""
    register(
        Subject(
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
    )
