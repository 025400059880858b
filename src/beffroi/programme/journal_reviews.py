"""How what happens to yearly reviews reads in the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.journal import Verb

VERBS = {
    "programme.review_commented": Verb(
        _("%(who)s a commenté le bilan %(year)s de %(what)s"), _("bilan commenté"), "agreement"
    ),
    "programme.review_closed": Verb(
        _("%(who)s a arrêté le bilan %(year)s de %(what)s"), _("bilan arrêté"), "agreement"
    ),
    "programme.review_published": Verb(
        _("%(who)s a publié le bilan %(year)s de %(what)s"), _("bilan publié"), "agreement"
    ),
    "programme.review_withdrawn": Verb(
        _("%(who)s a retiré de la vue du public le bilan %(year)s de %(what)s"),
        _("bilan retiré"),
        "agreement",
    ),
}
