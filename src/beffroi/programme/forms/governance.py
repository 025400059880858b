"""Forms of committees, seats, meetings and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import ActionSheet, Committee, Contact, Meeting
from beffroi.programme.reads.governance import Expected
from beffroi.programme.writes.meetings import Came
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField

HOW = [("present", _("présent")), ("excused", _("excusé")), ("absent", _("absent"))]


class BodyField(forms.ModelChoiceField):
    """A body among those offered."""

    def __init__(self, **options: Any) -> None:
        told: dict[str, Any] = {
            "queryset": Organisation.objects.none(),
            "to_field_name": "key",
            "empty_label": _("Choisissez"),
        }
        super().__init__(**(told | options))


class CommitteeForm(forms.Form):
    """Who follows the agreement together."""

    kind = forms.ChoiceField(label=_("Nature"), choices=Committee.Kind.choices)
    name = forms.CharField(label=_("Nom"), max_length=160)
    every_months = forms.IntegerField(
        label=_("Se réunit tous les … mois"), min_value=1, max_value=60, required=False
    )


class SeatForm(forms.Form):
    """A body in a committee, and who sits for it."""

    organisation = BodyField(label=_("Organisme"))
    contact = forms.ModelChoiceField(
        label=_("Siège tenu par"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("Personne n’est encore nommé"),
        help_text=_("Parmi les contacts de la convention."),
    )
    is_elected = forms.BooleanField(label=_("Siège d’élu"), required=False)

    def __init__(self, *args: Any, bodies: Any, contacts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        people: Any = self.fields["contact"]
        people.queryset = contacts
        people.label_from_instance = lambda one: f"{one.name} · {one.organisation.name}"


class MeetingForm(forms.Form):
    """When and where, and what about."""

    on = DayField(label=_("Le"))
    time = forms.TimeField(
        label=_("À"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    agenda = forms.CharField(
        label=_("Ordre du jour"), widget=forms.Textarea({"rows": 6}), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, **options: Any) -> None:
        if meeting is not None:
            names = ("on", "time", "place", "agenda")
            options["initial"] = {name: getattr(meeting, name) for name in names}
        super().__init__(*args, **options)


class AttendanceForm(forms.Form):
    """Who came: one choice and one name for each body expected."""

    def __init__(self, *args: Any, expected: Sequence[Expected], **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected
        for one in expected:
            how, name = _noted(one)
            self.fields[f"how_{one.organisation.key}"] = forms.ChoiceField(
                label=one.organisation.name, choices=HOW, initial=how, widget=forms.RadioSelect
            )
            self.fields[f"name_{one.organisation.key}"] = forms.CharField(
                label=_("Venu pour cet organisme"), max_length=120, required=False, initial=name
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """Each body's choice and name, as bound fields."""
        keys = [one.organisation.key for one in self.expected]
        return [(self[f"how_{key}"], self[f"name_{key}"]) for key in keys]

    def came(self) -> list[Came]:
        """What was answered."""
        told = self.cleaned_data
        return [
            Came(
                one.organisation,
                told[f"how_{one.organisation.key}"],
                told[f"name_{one.organisation.key}"],
            )
            for one in self.expected
        ]


def _noted(one: Expected) -> tuple[str, str]:
    """What is noted; before anything is, who sits is offered by name and nobody is called present."""
    if one.noted is None:
        return "", one.people[0] if one.people else ""
    how = "present" if one.noted.present else "excused" if one.noted.excused else "absent"
    return how, one.noted.name


class DecisionForm(forms.Form):
    """What was decided; who owes it makes it a promise."""

    text = forms.CharField(label=_("Décision"), max_length=400, widget=forms.Textarea({"rows": 3}))
    organisation = BodyField(
        label=_("Tenue par"),
        required=False,
        empty_label=_("Personne : la décision se suffit"),
        help_text=_("Un organisme nommé ici en fait un engagement, suivi et rappelé."),
    )
    due_on = DayField(label=_("Pour le"), required=False)
    sheet = forms.ModelChoiceField(
        label=_("Sur l’action"),
        queryset=ActionSheet.objects.across_towns().none(),
        to_field_name="key",
        required=False,
        empty_label=_("Aucune en particulier"),
    )

    def __init__(self, *args: Any, bodies: Any, sheets: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["sheet"].queryset = sheets  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """What was said."""

    minutes = forms.CharField(label=_("Compte rendu"), widget=forms.Textarea({"rows": 8}))


class NextForm(forms.Form):
    """The next meeting of the same committee."""

    on = DayField(label=_("Prochaine réunion le"))


class ContactForm(forms.Form):
    """Somebody of a body."""

    organisation = BodyField(label=_("Organisme"))
    name = forms.CharField(label=_("Nom"), max_length=120)
    title = forms.CharField(label=_("Fonction"), max_length=160, required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    phone = forms.CharField(
        label=_("Téléphone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class ContactChangeForm(forms.Form):
    """A card mended; with a day, its person has left and is forgotten three years later."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    title = forms.CharField(label=_("Fonction"), max_length=160, required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    phone = forms.CharField(
        label=_("Téléphone"), max_length=30, required=False, widget=forms.TextInput({"type": "tel"})
    )
    left_on = DayField(
        label=_("Parti le"), required=False, help_text=_("La fiche s’efface trois ans après.")
    )
