"""What is asked while a diagnosis is written: the day of the next, its question, its findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.models import Finding
from beffroi.ui.typography import date


class NextDayForm(forms.Form):
    """A day on which somebody looked, after the diagnosis before."""

    on = forms.ChoiceField(label=_("À quelle date ?"), help_text=_("Un jour de relevé connu."))

    def __init__(self, *args: Any, days: Sequence[dt.date], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(day.isoformat(), date(day)) for day in reversed(days)]
        self.fields["on"].choices = listed  # type: ignore[attr-defined]

    def clean_on(self) -> dt.date:
        return dt.date.fromisoformat(self.cleaned_data["on"])


class QuestionForm(forms.Form):
    """What the whole study wants to know."""

    question = forms.CharField(
        label=_("Que veut-on savoir ?"), max_length=300, required=False,
        help_text=_("Par exemple : la vacance recule-t-elle dans les rues aidées ?"),
    )  # fmt: skip


class FindingForm(forms.ModelForm):
    """One finding: its question, what it rests on, what is found, what is proposed."""

    codes = forms.MultipleChoiceField(
        label=_("Chiffres de l’observatoire"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ils sont repris à l’identique, et comparés d’une année à l’autre."),
    )  # fmt: skip
    source_keys = forms.MultipleChoiceField(
        label=_("Sources de la ville"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Retirée ou remplacée, une source marque ce constat « à refaire »."),
    )  # fmt: skip

    class Meta:
        model = Finding
        fields = (
            "chapter", "question", "text", "action", "method", "codes", "source_keys", "paper",
        )  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "action": forms.Textarea(attrs={"rows": 3}),
            "method": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "text": _("Une phrase que l’on peut lire à voix haute, puis ce qui la nuance."),
            "action": _("Elle peut devenir une fiche action, sans être retapée."),
            "method": _("Comment on le sait : ce qui a été compté, demandé, lu."),
            "paper": _("Une étude, un courrier, une page : titre, date, adresse."),
        }

    def __init__(
        self, *args: Any, figures: Sequence[tuple[str, str]], sources: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        held = set(self.instance.source_keys)
        known = {key for key, _label in sources}
        gone = [(key, key) for key in held - known]  # withdrawn since: it can be left out
        self.fields["codes"].choices = list(figures)  # type: ignore[attr-defined]
        self.fields["source_keys"].choices = [*sources, *gone]  # type: ignore[attr-defined]
        if not figures:
            del self.fields["codes"]
        if not sources and not gone:
            del self.fields["source_keys"]

    def _post_clean(self) -> None:
        """Written by `writes.write_finding`: this form saves nothing and asks no constraint."""

    def told(self) -> dict[str, Any]:
        """What was said, whole: a list of which nothing was chosen is empty."""
        return {"codes": [], "source_keys": [], **self.cleaned_data}
