"""What is looked for in the journal."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.accounts import journal as people
from beffroi.kernel import journal
from beffroi.kernel.journal import Asked
from beffroi.ui.fields import DayField

SUBJECTS = {
    "accounts": _("Comptes"),
    "territory": _("Ville, équipe et organismes"),
    "merchants": _("Commerces"),
    "premises": _("Locaux"),
    "observatory": _("Chiffres et diagnostics"),
    "portal": _("Fichiers"),
}


def verb_choices() -> list[Any]:
    """Every verb by its label, grouped by what it is about."""
    groups = groupby(journal.verbs().items(), key=lambda item: item[0].partition(".")[0])
    named = [
        (SUBJECTS.get(subject, subject), sorted((key, told.label) for key, told in items))
        for subject, items in groups
    ]
    return [("", _("Tout")), *named]


class JournalForm(forms.Form):
    """All of it is optional; what cannot be read is said by the field and leaves the rest."""

    qui = forms.CharField(
        label=_("Qui"), max_length=120, required=False, help_text=_("Un nom, ou une partie.")
    )
    quoi = forms.ChoiceField(label=_("Quoi"), choices=verb_choices, required=False)
    du = DayField(label=_("Du"), required=False)
    au = DayField(label=_("Au"), required=False)
    objet = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def asked(self, *, town: str | None, before: str) -> Asked:
        """The search of this page; a choice that was not understood is left out."""
        told: dict[str, Any] = getattr(self, "cleaned_data", {})
        who = told.get("qui", "")
        return Asked(
            town=town,
            people=people.keys_named(who) if who else None,
            verb=told.get("quoi", ""),
            thing=told.get("objet", ""),
            since=told.get("du"),
            until=told.get("au"),
            before=before,
        )
