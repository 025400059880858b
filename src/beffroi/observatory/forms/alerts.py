"""When to ring, and what was done of an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.models import AlertRule
from beffroi.territory.models import Perimeter


class AcknowledgeForm(forms.Form):
    """What is being done."""

    done = forms.CharField(
        label=_("Ce qui est fait"),
        help_text=_("Qui est allé voir, qui a été appelé, ce qui est décidé."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("Ce qui en est sorti"),
        help_text=_("Close, l’alerte ne sonne plus tant que le taux n’est pas redescendu."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AlertRuleForm(forms.ModelForm):
    """From where it rings, and from where it is silent again."""

    perimeter = forms.ChoiceField(label=_("Périmètre"), required=False)

    class Meta:
        model = AlertRule
        fields = (
            "perimeter", "indicator", "threshold", "lift_below", "min_excess", "min_cells",
            "min_checked", "trend", "is_on",
        )  # fmt: skip
        help_texts = {
            "threshold": _("Habituellement 10 : le seuil des conventions de revitalisation."),
            "lift_below": _(
                "Plus bas que le seuil, pour que l’alerte ne clignote pas : habituellement 9."
            ),
            "min_excess": _(
                "Combien de locaux faudrait-il remplir pour revenir au seuil ? Habituellement 2 : "
                "5 vides sur 45 ne sonnent pas, 50 sur 450 sonnent."
            ),
            "min_cells": _("En dessous, un taux ne veut rien dire : habituellement 20."),
            "min_checked": _("Un relevé moins complet ne lève pas une alerte : habituellement 90."),
        }

    def __init__(self, *args: Any, perimeters: Sequence[Perimeter], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.slug, row.name) for row in perimeters] or [("", str(_("toute la ville")))]
        self.fields["perimeter"].choices = choices  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        # Not `full_clean`: it asks the constraints of a manager that refuses to answer without a town.
        forms.models.construct_instance(self, self.instance, self._meta.fields)
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
        except forms.ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the constraints say, asked of this town: the model's manager answers no other way."""
        said = self.cleaned_data
        lift, threshold = said.get("lift_below"), said.get("threshold")
        if lift is not None and threshold is not None and lift > threshold:
            self.add_error(
                "lift_below",
                _(
                    "L’alerte se lève au seuil ou plus bas : ce taux ne peut pas dépasser le premier."
                ),
            )
        same = AlertRule.objects.of(self.instance.town).exclude(pk=self.instance.pk)
        asked = {name: said.get(name, "") for name in ("perimeter", "indicator")}
        if same.filter(**asked).exists():
            raise forms.ValidationError(
                _("Une règle surveille déjà ce chiffre dans ce périmètre : changez-la.")
            )
        return said
