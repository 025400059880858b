"""Forms of an agreement: its head, its parties, its steps, its articles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Agreement, Party, Programme
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField


class AgreementForm(forms.Form):
    """What the head of an agreement says."""

    kind = forms.ChoiceField(label=_("Nature"), choices=Agreement.Kind.choices)
    title = forms.CharField(label=_("Titre"), max_length=200)
    reference = forms.CharField(label=_("Numéro"), max_length=60, required=False)
    first = DayField(label=_("Premier jour"))
    last = DayField(label=_("Dernier jour"), help_text=_("Compris dans la convention."))
    holder = forms.ModelChoiceField(
        label=_("Organisme qui tient le dossier"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choisissez"),
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        required=False,
        to_field_name="slug",
    )
    parent = forms.ModelChoiceField(
        label=_("Convention dont elle découle"),
        queryset=Agreement.objects.across_towns().none(),
        required=False,
        to_field_name="key",
        help_text=_("Ses axes peuvent être repris, et n’y sont comptés qu’une fois."),
    )

    def __init__(
        self,
        *args: Any,
        bodies: QuerySet[Organisation],
        parents: QuerySet[Agreement],
        above: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._choose("holder", bodies)
        self._choose("parent", parents)
        self._choose("programme", Programme.objects.order_by("name"))
        self.fields["kind"].choices = kinds(above)  # type: ignore[attr-defined]

    def _choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("Le dernier jour vient avant le premier."))
        return told


def kinds(above: bool) -> list[tuple[str, Any]]:
    """What may be begun: above towns no agreement is one of a town; those run a year or several."""
    yearly = Agreement.Kind.YEARLY
    town = [] if above else [(yearly.value, _("convention annuelle ou pluriannuelle"))]
    return town + [one for one in Agreement.Kind.choices if one[0] != yearly]


class NewAgreementForm(AgreementForm):
    """The same, with the other parties and the model of articles."""

    parties = forms.ModelMultipleChoiceField(
        label=_("Autres parties"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    with_model = forms.BooleanField(
        label=_("Commencer avec le modèle d’articles de cette nature"), required=False, initial=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("parties", options["bodies"])


class PartyForm(forms.Form):
    """Who signs for a body, in which part."""

    role = forms.ChoiceField(label=_("Part"), choices=Party.Role.choices)
    signatory = forms.CharField(label=_("Représentée par"), max_length=160, required=False)
    capacity = forms.CharField(
        label=_("En qualité de"), max_length=160, required=False,
        help_text=_("Maire, président de la chambre…"),
    )  # fmt: skip


class JoinForm(PartyForm):
    """A body that enters."""

    organisation = forms.ModelChoiceField(
        label=_("Organisme"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choisissez"),
    )
    field_order = ["organisation", "role", "signatory", "capacity"]

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        free = Organisation.objects.filter(merged_by=None).order_by("name")
        free = free.exclude(agreement_parts__agreement=agreement)
        self.fields["organisation"].queryset = free  # type: ignore[attr-defined]


class DeliberationForm(forms.Form):
    """What the assembly of a body decided, or when it is to."""

    number = forms.CharField(label=_("Numéro de la délibération"), max_length=60, required=False)
    planned_on = DayField(label=_("Prévue le"), required=False)
    adopted_on = DayField(label=_("Adoptée le"), required=False)
    link = forms.URLField(label=_("Acte en ligne"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """One of the two days is needed."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("planned_on") and not told.get("adopted_on") and not self.errors:
            raise forms.ValidationError(_("Dites quand l’assemblée délibère, ou a délibéré."))
        return told


class SignatureForm(forms.Form):
    """The day a body signed."""

    on = DayField(label=_("Signée le"))

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> dt.date:
        """Not a day to come."""
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Une signature ne se constate pas d’avance."))
        return on


class StepForm(forms.Form):
    """A step of the life of an agreement, and why where a reason is needed."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=30)
    reason = forms.CharField(label=_("Motif"), required=False, max_length=300)


class ArticleForm(forms.Form):
    """One article, in Markdown."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(
        label=_("Texte"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Une ligne vide sépare les paragraphes ; « - » commence une ligne de liste ; **gras**. "
            "Seul sur sa ligne, [[axes]], [[engagements]], [[montants]], [[instances]], [[communes]], "
            "[[actions]] ou [[parties]] montre ce qui est inscrit dans la convention."
        ),
    )


class PreambleForm(forms.Form):
    """What comes before the articles."""

    preamble = forms.CharField(
        label=_("Préambule"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
