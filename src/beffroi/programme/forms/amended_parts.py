"""Forms of what an amendment may add to a text or change in it: parties, axes, money, promises."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from beffroi.programme.forms.amendments import (
    ArticlePieceForm,
    DatesPieceForm,
    PieceForm,
    PlacePieceForm,
    PreamblePieceForm,
)
from beffroi.programme.forms.money import Amount, YearField
from beffroi.programme.models import Axis, Party
from beffroi.programme.rules.envelopes import PLACE
from beffroi.programme.rules.fields import CHOICES
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField
from beffroi.ui.typography import euros


class PartyPieceForm(PieceForm):
    """A body that enters, or the part of one that is there."""

    only_new = ("organisation",)
    organisation = forms.ModelChoiceField(
        label=_("Organisme"), queryset=Organisation.objects.none(), to_field_name="key",
        empty_label=_("Choisissez"),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Part"), choices=Party.Role.choices)
    signatory = forms.CharField(label=_("Représentée par"), max_length=160, required=False)
    capacity = forms.CharField(
        label=_("En qualité de"), max_length=160, required=False,
        help_text=_("Maire, président de la chambre…"),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_new:
            free = Organisation.objects.filter(merged_by=None).order_by("name")
            free = free.exclude(key__in=self.content["parties"])
            self.fields["organisation"].queryset = free  # type: ignore[attr-defined]


class AxisPieceForm(PieceForm):
    """An axis as the amendment makes it; its code stays, sheets and envelopes are filed by it."""

    only_new = ("code",)
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Court et unique : A, A1, 2…"),
        validators=[RegexValidator(r"^[\w.-]+$", _("Des lettres, des chiffres, un point ou un tiret."))],
    )  # fmt: skip
    name = forms.CharField(label=_("Nom"), max_length=200)
    field = forms.ChoiceField(label=_("Domaine"), choices=[("", _("Choisissez")), *CHOICES])
    parent = forms.ChoiceField(label=_("Sous l’axe"), required=False)
    about = forms.CharField(
        label=_("Présentation"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, agreement: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        others = [code for code in self.content["axes"] if code not in self._below()]
        self.choose("parent", [("", _("aucun")), *named_axes(self.content, others)])

    def _below(self) -> set[str]:
        """The axis itself and all that stands under it: it does not stand under one of those."""
        axes, found = self.content["axes"], {self.key}
        while more := {code for code, told in axes.items() if told["parent"] in found} - found:
            found |= more
        return found

    def clean_code(self) -> str:
        """One axis a code, those withdrawn before among them: their past would be mixed."""
        code = str(self.cleaned_data["code"])
        if code in self.content["axes"]:
            raise forms.ValidationError(_("Un autre axe de la convention porte déjà ce code."))
        if Axis.ever.filter(agreement=self.agreement, code=code).exists():
            raise forms.ValidationError(
                _("Un axe de la convention a porté ce code : prenez-en un autre.")
            )
        return code


class EnvelopePieceForm(PieceForm):
    """An envelope that is opened, or what one becomes; `drawn`: what was taken of it.

    A sum promised beside the agreement stays beside it: that is another promise, not another year.
    """

    only_new = ("inside",)
    year = YearField()
    amount = Amount(label=_("Montant en euros"), min_value=Decimal(0))
    axis = forms.ChoiceField(label=_("Axe"), required=False)
    payer = forms.ChoiceField(label=_("Qui paie"), required=False)
    label = forms.CharField(label=_("Objet"), max_length=200, required=False)
    inside = forms.BooleanField(
        label=_("Compte dans la convention"), required=False, initial=True,
        help_text=_("Décochez pour une somme promise à côté : elle reste comptée à part."),
    )  # fmt: skip

    def __init__(self, *args: Any, drawn: Decimal = Decimal(0), **options: Any) -> None:
        super().__init__(*args, **options)
        self.drawn = drawn
        if drawn:
            self.fields["year"].help_text = _(
                "%s en sont déjà tirés. Changez d’année, d’axe ou de payeur : ce qui est tiré reste "
                "où il est, le reste devient une enveloppe à part."
            ) % euros(drawn)
        axes = named_axes(self.content, self.content["axes"])
        self.choose("axis", [("", _("toute la convention")), *axes])
        self.choose("payer", [("", _("non précisé")), *named_parties(self.content)])

    def clean_amount(self) -> Decimal:
        """What was drawn is held."""
        amount = Decimal(self.cleaned_data["amount"])
        if amount < self.drawn:
            raise forms.ValidationError(
                _("%s en sont déjà tirés, elle ne peut descendre au-dessous.") % euros(self.drawn)
            )
        return amount

    def clean(self) -> dict[str, Any]:
        """What moves is what is left."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        moves = any(told.get(name) != (self.initial.get(name) or "") for name in PLACE)
        if moves and self.drawn and told.get("amount") == self.drawn:
            self.add_error("amount", _("Tout en est tiré : il n’y a rien à déplacer."))
        return told


class CommitmentPieceForm(PieceForm):
    """A promise that a party adds, or what one becomes."""

    only_new = ("body",)
    body = forms.ChoiceField(label=_("Organisme qui s’engage"))
    text = forms.CharField(
        label=_("Engagement"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    quantity = forms.DecimalField(
        label=_("Quantité"), required=False, max_digits=12, decimal_places=2,
        min_value=Decimal("0.01"),
        help_text=_("Ce qui se compte : 24, avec son unité (« visites »)."),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unité"), max_length=60, required=False)
    due_on = DayField(label=_("Pour le"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("body", [("", _("Choisissez")), *named_parties(self.content)])

    def clean(self) -> dict[str, Any]:
        """A quantity says of what."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("quantity") and not told.get("unit"):
            self.add_error("unit", _("Dites de quoi : « visites », « diagnostics »…"))
        return told


def named_axes(content: dict[str, Any], codes: Any) -> list[tuple[str, str]]:
    """Axes of a text as choices."""
    axes = content["axes"]
    rows = sorted(codes, key=lambda code: (axes[code]["order"], code))
    return [(code, f"{code} – {axes[code]['name']}") for code in rows]


def named_parties(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Parties of a text as choices."""
    rows = sorted(content["parties"].items(), key=lambda item: item[1]["order"])
    return [(key, told["name"]) for key, told in rows]


FORMS: dict[str, type[PieceForm]] = {
    "article": ArticlePieceForm,
    "preamble": PreamblePieceForm,
    "dates": DatesPieceForm,
    "place": PlacePieceForm,
    "party": PartyPieceForm,
    "axis": AxisPieceForm,
    "envelope": EnvelopePieceForm,
    "commitment": CommitmentPieceForm,
}


def form_of(
    kind: str, data: Any, *, agreement: Any, drawn: Decimal = Decimal(0), **options: Any
) -> PieceForm:
    """The form of a passage of this kind."""
    if kind == "axis":
        options["agreement"] = agreement
    if kind == "envelope":
        options["drawn"] = drawn
    return FORMS[kind](data, **options)
