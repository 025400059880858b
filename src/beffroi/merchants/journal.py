"""How corrections of shops read in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.merchants.models import Shop
from beffroi.merchants.rules.facts import FACTS

SHOP = "shop"


def _shops(keys: frozenset[str]) -> Mapping[str, str]:
    rows = Shop.objects.across_towns().filter(public_id__in=keys)
    return {shop.public_id: f"« {shop} »" for shop in rows}


def _words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts named, in the reader's language."""
    named = [str(FACTS[word].label) for word in data.get("words", []) if word in FACTS]
    return {"facts": ", ".join(named)}


SHOPS: dict[str, Verb] = {
    "merchants.fact_corrected": Verb(_("%(who)s a corrigé la fiche du commerce %(what)s : %(facts)s"), _("fiche d’un commerce corrigée"), SHOP, (), _words),
    "merchants.fact_taken_back": Verb(_("%(who)s a annulé une correction du commerce %(what)s : %(facts)s"), _("correction annulée"), SHOP, (), _words),
    "merchants.fact_accepted": Verb(_("%(who)s a vérifié ce que dit le commerce %(what)s : %(facts)s"), _("correction vérifiée"), SHOP, (), _words),
    "merchants.fact_asked_back": Verb(_("%(who)s demande une précision au commerce %(what)s : %(facts)s"), _("précision demandée"), SHOP, (), _words),
}  # fmt: skip


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(SHOP, _shops, gone=_("(supprimé)"))
    journal.tell(SHOPS)
