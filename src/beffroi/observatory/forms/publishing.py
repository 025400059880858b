"""What is asked before publishing: where and as of which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.territory.models import Perimeter
from beffroi.ui.typography import date


class PublishForm(forms.Form):
    """A perimeter of the town and a day on which somebody looked."""

    perimeter = forms.ChoiceField(label=_("Pour quel périmètre ?"))
    on = forms.ChoiceField(label=_("À quelle date ?"), help_text=_("Un jour de relevé connu."))

    def __init__(
        self, *args: Any, perimeters: Sequence[Perimeter], days: Sequence[dt.date], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.days = days
        self.by_slug = {row.slug: row for row in perimeters}
        choices = [(row.slug, row.name) for row in perimeters]
        self.fields["perimeter"].choices = choices  # type: ignore[attr-defined]
        listed = [(day.isoformat(), date(day)) for day in reversed(days)]
        self.fields["on"].choices = listed  # type: ignore[attr-defined]

    @property
    def can_be_sent(self) -> bool:
        """There is a perimeter, and a day on which somebody looked at premises."""
        return bool(self.by_slug and self.days)

    def clean_perimeter(self) -> Perimeter:
        return self.by_slug[self.cleaned_data["perimeter"]]

    def clean_on(self) -> dt.date:
        return dt.date.fromisoformat(self.cleaned_data["on"])
