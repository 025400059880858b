"""How what happens to agreements, sheets and money reads in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb
from beffroi.kernel.journal.registry import Namer
from beffroi.programme import (
    journal_agreements,
    journal_governance,
    journal_reviews,
    journal_sheets,
)
from beffroi.programme.models import Agreement, Programme
from beffroi.programme.rules.stages import FINANCING_STATES, STAGES
from beffroi.ui.typography import euros

AGREEMENT, SHEET = "agreement", journal_sheets.SHEET


def _names(model: type[Agreement], kind: str) -> Namer:
    """Titles of the objects of these keys ("agreement:ABC"), in one query."""

    def names(keys: frozenset[str]) -> Mapping[str, str]:
        found = [key.removeprefix(f"{kind}:") for key in keys]
        rows: Any = model.objects.across_towns().filter(key__in=found)
        return {f"{kind}:{row.key}": f"« {row.title} »" for row in rows}

    return names


def money_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Amounts and codes of stages and states as a person reads them."""
    stages: dict[Any, Any] = dict(STAGES)
    states: dict[Any, Any] = dict(FINANCING_STATES)
    words = {key: euros(data[key]) for key in ("amount", "was") if key in data}
    words |= {key: stages[data[key]] for key in ("stage",) if data.get(key) in stages}
    return words | {
        key: states[data[key]] for key in ("state", "before") if data.get(key) in states
    }


MONEY = {
    "programme.budget_added": Verb(
        _("%(who)s a ajouté %(amount)s HT (%(stage)s, %(year)s) au budget de %(what)s"),
        _("ligne de budget ajoutée"),
        SHEET,
        words=money_words,
    ),
    "programme.budget_changed": Verb(
        _(
            "%(who)s a corrigé une ligne du budget de %(what)s : %(was)s → %(amount)s HT (%(stage)s, %(year)s)"
        ),
        _("ligne de budget corrigée"),
        SHEET,
        words=money_words,
    ),
    "programme.budget_dropped": Verb(
        _("%(who)s a retiré %(amount)s HT (%(stage)s, %(year)s) du budget de %(what)s"),
        _("ligne de budget retirée"),
        SHEET,
        words=money_words,
    ),
    "programme.financing_added": Verb(
        _("%(who)s a ajouté un financement de %(amount)s (%(state)s) à %(what)s"),
        _("financement ajouté"),
        SHEET,
        words=money_words,
    ),
    "programme.financing_changed": Verb(
        _("%(who)s a changé un financement de %(what)s : %(amount)s, %(before)s → %(state)s"),
        _("financement changé"),
        SHEET,
        words=money_words,
    ),
    "programme.financing_dropped": Verb(
        _("%(who)s a retiré un financement de %(amount)s (%(state)s) de %(what)s"),
        _("financement retiré"),
        SHEET,
        words=money_words,
    ),
    "programme.envelope_set": Verb(
        _("%(who)s a ouvert une enveloppe de %(amount)s (%(year)s) sur %(what)s"),
        _("enveloppe ouverte"),
        AGREEMENT,
        words=money_words,
    ),
    "programme.drawn": Verb(
        _("%(who)s a tiré %(amount)s sur une enveloppe de %(what)s : %(label)s"),
        _("tirage sur enveloppe"),
        AGREEMENT,
        words=money_words,
    ),
    "programme.draw_cancelled": Verb(
        _("%(who)s a annulé un tirage de %(amount)s sur %(what)s : %(label)s"),
        _("tirage annulé"),
        AGREEMENT,
        words=money_words,
    ),
}


PROGRAMMES = {
    "programme.programme_loaded": Verb(
        _("%(who)s a inscrit %(communes)s communes de %(what)s d’après les listes publiques"),
        _("liste d’un programme inscrite"),
        "programme",
    ),
}


def _programme_names(keys: frozenset[str]) -> Mapping[str, str]:
    slugs = [key.removeprefix("programme:") for key in keys]
    return {f"programme:{one.slug}": one.name for one in Programme.objects.filter(slug__in=slugs)}


def register() -> None:
    """Tell the verbs of this context."""
    journal.name(AGREEMENT, _names(Agreement, AGREEMENT), gone=_("(supprimée)"))
    journal.name("programme", _programme_names, gone=_("(supprimé)"))
    journal.tell(MONEY)
    journal.tell(PROGRAMMES)
    journal_sheets.register()
    journal.tell(journal_agreements.VERBS)
    journal_governance.register()
    journal.tell(journal_reviews.VERBS)
