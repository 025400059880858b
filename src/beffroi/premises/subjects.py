"""What this context tells people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.subjects import DAILY, Params, Subject, register
from beffroi.merchants.rules.facts import FACTS

ROUNDS, REPORTS, SHOPS = "rounds", "door_reports", "shop_facts"


def _facts_named(params: Params) -> Params:
    """The fact under its name in the reader's language."""
    fact = FACTS.get(str(params.get("fact", "")))
    return {**params, "fact": fact.label} if fact else params


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


ABOUT_SHOPS = Subject(
    SHOPS,
    _("Ce que les commerçants disent de leur commerce"),
    _("Une correction attend d’être vérifiée ; ou la ville répond à la vôtre."),
    {
        "received": _(
            "%(town)s : %(shop)s corrige sa fiche. Aucun chiffre ne change tant que personne n’a "
            "vérifié."
        ),
        "accepted": _("%(shop)s : la ville a vérifié ce que vous avez dit (%(fact)s)."),
        "asked_back": _("%(shop)s : la ville demande une précision (%(fact)s) : « %(words)s »"),
    },
    rhythm=DAILY,
    order=46,
    prepare=_facts_named,
)


def register_subjects() -> None:
    """Rounds published, and published again; doors reported; shops corrected by their keepers."""
    register(ABOUT_SHOPS)
    register(ABOUT_ROUNDS)
    register(ABOUT_REPORTS)
