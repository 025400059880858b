"""Forms of promises: noted, kept, lifted, carried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.forms.governance import BodyField
from beffroi.programme.models import Agreement
from beffroi.programme.reads.commitments import Wanted
from beffroi.programme.rules.promises import NAMES
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField


class CommitmentForm(forms.Form):
    """What a body promised."""

    organisation = BodyField(label=_l("Organisme qui s’engage"))
    text = forms.CharField(
        label=_l("Engagement"), max_length=400, widget=forms.Textarea({"rows": 3})
    )
    quantity = forms.DecimalField(
        label=_l("Quantité"),
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=0,
        help_text=_l("Ce qui se compte : 24, avec son unité (« visites »)."),
    )
    unit = forms.CharField(label=_l("Unité"), max_length=60, required=False)
    due_on = DayField(label=_l("Pour le"), required=False)
    is_published = forms.BooleanField(
        label=_l("Lisible sans compte quand la convention est publiée"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("quantity") and not told.get("unit"):
            self.add_error("unit", _("Dites de quoi : « visites », « diagnostics »…"))
        return told


class KeepForm(forms.Form):
    """It is kept, wholly or in part."""

    done_on = DayField(label=_l("Tenu le"), required=False)
    done_quantity = forms.DecimalField(
        label=_l("Ou en partie : quantité faite"),
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=0,
    )
    evidence = forms.CharField(
        label=_l("Ce qui le montre"),
        max_length=300,
        required=False,
        help_text=_l("Un compte rendu, un procès-verbal, l’adresse d’une page."),
    )

    def __init__(self, *args: Any, counted: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not counted:
            del self.fields["done_quantity"]
            self.fields["done_on"].required = True

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        part = told.get("done_quantity") is not None
        if "done_quantity" in self.fields and bool(told.get("done_on")) == part and not self.errors:
            raise forms.ValidationError(
                _("Donnez le jour où l’engagement est tenu, ou la quantité déjà faite.")
            )
        return told


class ReleaseForm(forms.Form):
    """The parties lift it together."""

    released_on = DayField(label=_l("Levé le"))
    because = forms.CharField(label=_l("Motif"), max_length=300)


class CarryForm(forms.Form):
    """Where an open promise goes on."""

    to = forms.ModelChoiceField(
        label=_l("Reprendre dans"),
        queryset=Agreement.objects.across_towns().none(),
        to_field_name="key",
        empty_label=None,
    )
    due_on = DayField(label=_l("Pour le"), required=False)

    def __init__(self, *args: Any, agreements: list[Agreement], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Agreement.objects.across_towns().filter(pk__in=[one.pk for one in agreements])
        self.fields["to"].queryset = rows  # type: ignore[attr-defined]


class WantedForm(forms.Form):
    """What the list is narrowed to, by GET; a value that is no choice is no choice made."""

    organisme = forms.ChoiceField(label=_l("Organisme"), required=False)
    etat = forms.ChoiceField(
        label=_l("État"), required=False, choices=[("", _l("Tous")), *NAMES.items()]
    )
    texte = forms.CharField(label=_l("Mots"), max_length=80, required=False)

    def __init__(self, *args: Any, bodies: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisme"]
        field.choices = [("", _("Tous")), *((body.key, body.name) for body in bodies)]

    def wanted(self) -> Wanted:
        """What is asked; the form need not be valid."""
        self.is_valid()
        told = self.cleaned_data
        body, stands = told.get("organisme", ""), told.get("etat", "")
        return Wanted(body, stands, told.get("texte", "").strip())
