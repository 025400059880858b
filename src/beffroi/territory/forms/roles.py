"""Forms of roles and of what is lent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import Person
from beffroi.accounts.reads import person_of
from beffroi.accounts.rules import roles
from beffroi.territory.models import Organisation, Perimeter, Town
from beffroi.ui.fields import DayField

ONE_DAY = dt.timedelta(days=1)
WHOLE_TOWN = "town"
IN_TOWN = (roles.ADVISOR, roles.MANAGER, roles.ELECTED, roles.ASSOCIATION, roles.BODY_ADMIN)
ON_AREA = (roles.ADVISOR, roles.MANAGER, roles.ELECTED, roles.BODY_ADMIN)


def _labelled(keys: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [("", _("Choisissez")), *((key, roles.ROLES[key].label) for key in keys)]


class RoleDatesForm(forms.Form):
    """From when to when; the last day is included, as people mean it."""

    start = DayField(label=_("À partir du"))
    last = DayField(
        label=_("Dernier jour"),
        required=False,
        help_text=_("Vide : sans date de fin. On peut toujours y mettre fin plus tard."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        start, last = told.get("start"), told.get("last")
        if start and last and last < start:
            self.add_error("last", _("Le dernier jour vient avant le premier."))
        return told

    def dates(self) -> dict[str, Any]:
        """`start`, and `end` excluded, as the tables keep them."""
        last = self.cleaned_data["last"]
        return {"start": self.cleaned_data["start"], "end": last + ONE_DAY if last else None}


class NewcomerForm(RoleDatesForm):
    """Somebody by their address, known here or not."""

    email = forms.EmailField(label=_("Adresse électronique"))
    name = forms.CharField(
        label=_("Prénom et nom"),
        max_length=120,
        required=False,
        help_text=_("Inutile si cette personne a déjà un compte ici."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        email = told.get("email", "")
        if email and not told.get("name") and person_of(email) is None:
            self.add_error("name", _("Cette adresse est nouvelle ici : dites de qui elle est."))
        return told


class TeamForm(NewcomerForm):
    """Somebody, known here or not, receives a role in a town or one of its districts."""

    role = forms.ChoiceField(label=_("Rôle"), choices=_labelled(IN_TOWN))
    place = forms.ChoiceField(label=_("Où"))
    acting_for = forms.ModelChoiceField(
        label=_("Au nom de"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("personne en particulier"),
        to_field_name="key",
    )
    field_order = ("email", "name", "role", "place", "acting_for", "start", "last")

    def __init__(self, *args: Any, town: Town, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.town = town
        rows = Perimeter.objects.of(town).exclude(kind=Perimeter.Kind.COMMUNE).order_by("name")
        districts = rows.values_list("slug", "name").distinct()
        self.fields["place"].choices = [(WHOLE_TOWN, town.name), *districts]  # type: ignore[attr-defined]
        self.fields["acting_for"].queryset = bodies  # type: ignore[attr-defined]

    def target(self) -> dict[str, Any]:
        """Role, scope and target, as `territory.writes.give_role` takes them."""
        place = self.cleaned_data["place"]
        found: dict[str, Any] = {"role": self.cleaned_data["role"], "town": self.town}
        found["scope"] = roles.TOWN if place == WHOLE_TOWN else roles.DISTRICT
        if place != WHOLE_TOWN:
            found["district"] = place
        if self.cleaned_data["acting_for"]:
            found["acting_for"] = self.cleaned_data["acting_for"]
        return found


class AreaRoleForm(NewcomerForm):
    """Somebody receives a role on the whole area of a body, and becomes a member of it."""

    title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Rôle sur le territoire"),
        required=False,
        choices=[("", _("aucun : membre seulement")), *_labelled(ON_AREA)[1:]],
    )
    field_order = ("email", "name", "title", "role", "start", "last")


class EndForm(forms.Form):
    """The last day of a role."""

    last = DayField(label=_("Dernier jour"))


class LastingForm(forms.Form):
    """Until when a role holds."""

    last = DayField(
        label=_("Nouveau dernier jour"), required=False, help_text=_("Vide : sans date de fin.")
    )


class LendForm(RoleDatesForm):
    """A role lent to a colleague for a time."""

    to = forms.ModelChoiceField(
        label=_("À qui"),
        queryset=Person.objects.none(),
        to_field_name="key",
        empty_label=_("Choisissez"),
    )
    field_order = ("to", "start", "last")

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["last"].required = True
        self.fields["last"].help_text = _("Le rôle vous revient seul après ce jour.")
