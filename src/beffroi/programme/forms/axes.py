"""The form of an axis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Agreement, Axis
from beffroi.programme.rules.fields import CHOICES


class AxisForm(forms.Form):
    """What an axis is called, what it is about, and where it stands."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Court et unique : A, A1, 2…"),
        validators=[RegexValidator(r"^[\w.-]+$", _("Des lettres, des chiffres, un point ou un tiret."))],
    )  # fmt: skip
    name = forms.CharField(label=_("Nom"), max_length=200)
    field = forms.ChoiceField(label=_("Domaine"), choices=[("", _("Choisissez")), *CHOICES])
    parent = forms.ModelChoiceField(
        label=_("Sous l’axe"), queryset=Axis.objects.none(), required=False, empty_label=_("aucun")
    )
    about = forms.CharField(
        label=_("Présentation"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, agreement: Agreement, axis: Axis | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.agreement, self.axis = agreement, axis
        others = Axis.objects.filter(agreement=agreement).exclude(pk=axis.pk if axis else 0)
        self.fields["parent"].queryset = others.order_by("order", "code")  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """One axis a code."""
        code = str(self.cleaned_data["code"])
        taken = Axis.objects.filter(agreement=self.agreement, code=code)
        if taken.exclude(pk=self.axis.pk if self.axis else 0).exists():
            raise forms.ValidationError(_("Un autre axe de la convention porte déjà ce code."))
        return code

    def clean_parent(self) -> Axis | None:
        """An axis does not stand under one of its own parts."""
        parent: Axis | None = self.cleaned_data["parent"]
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if self.axis is not None and above.pk == self.axis.pk:
                raise forms.ValidationError(_("Cet axe est déjà en dessous de celui-ci."))
            seen.add(above.pk)
            above = above.parent
        return parent
