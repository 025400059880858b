"""How corrections of premises read in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.territory.models import Street

STREET = "street"


def _streets(keys: frozenset[str]) -> Mapping[str, str]:
    rows = Street.objects.across_towns().filter(pk__in=[key for key in keys if key.isdigit()])
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(STREET, _streets, gone=_("(supprimée)"))
    journal.tell(
        {
            "premises.street_corrected": Verb(
                _("%(who)s a rattaché le local %(what)s à cette rue : %(after)s"),
                _("rue d’un local corrigée"),
                more=(("after", STREET),),
            ),
            "premises.survey_format_kept": Verb(
                _("%(who)s a dit comment se lisent les relevés de %(name)s"), _("relevé décrit")
            ),
            "premises.survey_codes_decided": Verb(
                _("%(who)s a décidé du sens de codes de %(name)s : %(n)s"), _("codes décidés")
            ),
        }
    )
