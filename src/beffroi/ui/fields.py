"""Form fields set as the design system sets them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class DayInput(forms.DateInput):
    """The browser's own calendar; the value goes as 2026-03-12 in every language."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


YEARS = range(1000, 3000)  # beyond, a day more or less is no day any more


class DayField(forms.DateField):
    """A day, chosen in a calendar or typed as 2026-03-12 or 12/03/2026."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value.year not in YEARS:
            raise forms.ValidationError(_("Vérifiez l’année de cette date."))
