"""An event of the town, in its own time."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.place.models import TownEvent
from beffroi.ui.fields import DayField

LONGEST = dt.timedelta(days=31)


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


class EventForm(forms.Form):
    """What happened, from when to when."""

    name = forms.CharField(label=_l("Événement"), max_length=120)
    kind = forms.ChoiceField(label=_l("Nature"), choices=TownEvent.Kind.choices)
    first_day = DayField(label=_l("Premier jour"))
    from_hour = forms.TimeField(label=_l("À partir de"), widget=HourInput())
    last_day = DayField(label=_l("Dernier jour"), required=False, help_text=_l("Vide : le même."))
    to_hour = forms.TimeField(label=_l("Jusqu’à"), widget=HourInput())
    note = forms.CharField(label=_l("Remarque"), max_length=300, required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self._zone = zone

    def clean(self) -> dict[str, Any]:
        """The facts of an event: name, kind, note, starts_at, ends_at."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        needed = ("first_day", "from_hour", "to_hour")
        if any(told.get(word) is None for word in needed):
            return told
        start = self._at(told["first_day"], told["from_hour"])
        end = self._at(told.get("last_day") or told["first_day"], told["to_hour"])
        if end <= start:
            self.add_error("to_hour", _("L’événement finit après avoir commencé."))
        elif end - start > LONGEST:
            self.add_error("last_day", _("Au-delà d’un mois, notez chaque jour qui compte."))
        facts = {word: told.get(word, "") for word in ("name", "kind", "note")}
        return facts | {"starts_at": start, "ends_at": end}

    def _at(self, day: dt.date, hour: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, hour, self._zone)
