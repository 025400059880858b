"""Forms of a sheet: a section at a time, and the few answers that open one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.models import ActionSheet, Agreement, Axis
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.rules.sections import Section
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui.fields import DayField

DAYS = ("start", "end")
BODIES = ("project_owner", "delegated_owner")
HELP: dict[str, Any] = {
    "need": _l("Ce qui manque ou ne va pas, et pour qui. Les preuves se joignent depuis la fiche."),
    "limits": _l("Ce que l’action comprend, et ce qu’elle ne comprend pas."),
    "legal_prerequisites": _l("Autorisations, délibérations, marchés, maîtrise du foncier…"),
    "referent": _l("La personne à appeler. Son nom n’entre pas dans le journal."),
    "staff_days": _l("Temps des agents, en jours."),
    "is_restricted": _l("Seuls les organismes de la fiche et de la convention la voient."),
    "is_published": _l("Le titre, le besoin, les dates et l’avancement se lisent sans compte."),
    "delegated_owner": _l("Quand un autre organisme conduit les travaux pour lui."),
}


def section_form(section: Section, sheet: ActionSheet) -> type[forms.ModelForm]:
    """The form of one section of this sheet."""
    days = {name: DayField for name in DAYS if name in section.fields}
    own = {name: field() for name, field in CHOSEN.items() if name in section.fields}
    base = type("Section", (SectionForm,), own)
    return forms.modelform_factory(
        ActionSheet, form=base, fields=section.fields, field_classes=days,
        formfield_callback=_no_field_of_a_town,
        widgets={name: forms.Textarea(attrs={"rows": 5}) for name in section.fields if _is_long(name)},
        help_texts={name: text for name, text in HELP.items() if name in section.fields},
    )  # fmt: skip


def _is_long(name: str) -> bool:
    return ActionSheet._meta.get_field(name).get_internal_type() == "TextField"


def _parent_field() -> forms.ModelChoiceField:
    rows = ActionSheet.objects.across_towns().none()
    return forms.ModelChoiceField(label=_l("Fait partie de"), queryset=rows, required=False)


def _perimeter_field() -> forms.ModelChoiceField:
    rows = Perimeter.objects.across_towns().none()
    return forms.ModelChoiceField(label=_l("Périmètre"), queryset=rows, required=False)


# Their managers refuse to answer without a town: the form names it.
CHOSEN = {"parent": _parent_field, "perimeter": _perimeter_field}


def _no_field_of_a_town(field: Any, **options: Any) -> Any:
    return None if field.name in CHOSEN else field.formfield(**options)


class SectionForm(forms.ModelForm):
    """A section: what can be chosen is what stands around the sheet. Saves nothing itself."""

    class Meta:
        model = ActionSheet
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.label = _first_capital(field.label)
        sheet = self.instance
        for name in BODIES:
            if name in self.fields:
                around = bodies_around(sheet.town, sheet.agreement, getattr(sheet, name))
                self._offer(name, around, _("Pas encore choisi"))
        if "parent" in self.fields:
            self._offer("parent", _siblings(sheet), _("Aucune"))
        if "perimeter" in self.fields:
            self._offer("perimeter", _perimeters(sheet), _("Toute la ville"))

    def _offer(self, name: str, rows: Any, empty: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, empty

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("La fin vient avant le début."))
        return told

    def _post_clean(self) -> None:
        """The row itself is checked and changed by `writes.sheets`, under a lock."""


def _siblings(sheet: ActionSheet) -> Any:
    rows = ActionSheet.objects.across_towns().filter(town=sheet.town, agreement=sheet.agreement)
    return rows.exclude(pk=sheet.pk).order_by("code")


def _perimeters(sheet: ActionSheet) -> Any:
    """The latest version of each perimeter of its town."""
    kept = territory.perimeters(sheet.town) if sheet.town else []
    return Perimeter.objects.across_towns().filter(pk__in=[row.pk for row in kept])


def _first_capital(label: Any) -> str:
    text = str(label or "")
    return text[:1].upper() + text[1:]


class OpenSheetForm(forms.Form):
    """What a sheet needs to exist: a title, a number, where it is filed. The rest comes later."""

    title = forms.CharField(
        label=_l("Titre"),
        max_length=200,
        help_text=_l("Un verbe et un lieu : « Refaire la place du Marché »."),
    )
    code = forms.CharField(
        label=_l("Code"), max_length=20, help_text=_l("Le numéro de la fiche, par exemple « 2.3 ».")
    )
    agreement = forms.ModelChoiceField(
        label=_l("Convention"),
        queryset=Agreement.objects.across_towns().none(),
        to_field_name="key",
        required=False,
    )
    axis = forms.ModelChoiceField(label=_l("Axe"), queryset=Axis.objects.none(), required=False)
    need = forms.CharField(
        label=_l("Contexte et besoin"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_l("En deux phrases ; vous complèterez ensuite."),
    )
    start = DayField(label=_l("Début"), required=False)
    end = DayField(label=_l("Fin"), required=False)  # fmt: skip

    def __init__(self, *args: Any, town: Town | None, agreements: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]
        axes = Axis.objects.filter(agreement__in=agreements.values("pk"))
        field: Any = self.fields["axis"]
        field.queryset = axes.select_related("agreement").order_by("agreement", "order", "code")
        field.label_from_instance = axis_label
        if town is None:
            self.fields["agreement"].required = True

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        axis, agreement = told.get("axis"), told.get("agreement")
        if axis is not None and agreement is None:
            told["agreement"] = axis.agreement
        elif axis is not None and agreement is not None and axis.agreement_id != agreement.pk:
            self.add_error("axis", _("Cet axe est celui d’une autre convention."))
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("La fin vient avant le début."))
        return told


def axis_label(axis: Axis) -> str:
    """Its code, its name and its agreement; parts stand back."""
    indent = "— " if axis.parent_id else ""
    return f"{indent}{axis.code} {axis.name} · {axis.agreement}"
