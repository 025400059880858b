"""One fact of a shop, said by who keeps it: one question, one answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.merchants.models import Shop
from beffroi.merchants.rules.facts import FACTS, Word
from beffroi.merchants.rules.values import WHEELCHAIR as ANSWERS
from beffroi.premises.forms.facts import FactForm, HoursForm
from beffroi.premises.shop_words import LEAVING
from beffroi.premises.words import WHEELCHAIR, activity_choices
from beffroi.ui.fields import DayField


class TextForm(FactForm):
    """A name, a number, an address: one line."""

    value = forms.CharField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["value"]
        field.label, field.max_length = FACTS[self.word].label, FACTS[self.word].longest  # type: ignore[attr-defined]
        field.widget.attrs |= KEYBOARDS.get(self.word, {})
        field.help_text = HELP.get(self.word, "")


KEYBOARDS: dict[str, dict[str, str]] = {
    Word.PHONE: {"inputmode": "tel", "autocomplete": "tel"},
    Word.WEBSITE: {"inputmode": "url", "autocomplete": "url"},
}
HELP: dict[str, Any] = {
    Word.NAME: _l("Tel qu’on le lit sur la vitrine."),
    Word.SIGN: _l("Le réseau dont vous portez le nom ; vide si vous n’en portez pas."),
    Word.PHONE: _l("Vide si vous n’en voulez pas sur la fiche."),
    Word.WEBSITE: _l("Vide si vous n’en avez pas."),
}


class WheelchairForm(FactForm):
    """Three answers."""

    word = Word.WHEELCHAIR
    value = forms.ChoiceField(
        label=_l("Une personne en fauteuil peut-elle entrer ?"),
        choices=[(answer, WHEELCHAIR[answer]) for answer in ANSWERS],
        widget=forms.RadioSelect,
    )


class ActivityForm(FactForm):
    """A trade of the nomenclature, and since when."""

    word = Word.ACTIVITY
    value = forms.ChoiceField(label=_l("Que vend votre commerce, d’abord ?"))
    since = DayField(
        label=_l("Depuis le"),
        required=False,
        help_text=_l("Vide si la fiche se trompait depuis le début."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].choices = [("", "—"), *activity_choices()]  # type: ignore[attr-defined]

    def clean_since(self) -> dt.date | None:
        """A change already made; one to come is told on its day."""
        day: dt.date | None = self.cleaned_data["since"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return day


class ClosingForm(FactForm):
    """The shop leaves for good, on a day."""

    word = Word.CLOSING
    value = forms.ChoiceField(
        label=_l("Que se passe-t-il ?"), choices=list(LEAVING.items()), widget=forms.RadioSelect
    )
    since = DayField(label=_l("Dernier jour d’ouverture"))


class SeasonForm(FactForm):
    """From that day to that day, each year."""

    word = Word.SEASON
    first = forms.CharField(label=_l("Fermé du (jour/mois)"), required=False, max_length=5)
    last = forms.CharField(label=_l("Jusqu’au (jour/mois)"), required=False, max_length=5)

    def known(self, shop: Shop) -> dict[str, Any]:
        ends = [_shown(part) for part in shop.season.split("/")] if shop.season else ["", ""]
        return {"first": ends[0], "last": ends[-1]}

    def typed(self) -> str:
        ends = [_month_day(self.cleaned_data.get(end, "")) for end in ("first", "last")]
        return "/".join(ends) if any(ends) else ""


def _shown(month_day: str) -> str:
    return "/".join(reversed(month_day.split("-")))


def _month_day(typed: str) -> str:
    parts = [part.zfill(2) for part in typed.replace("-", "/").replace(".", "/").split("/") if part]
    return "-".join(reversed(parts))


FORMS: dict[str, type[FactForm]] = {
    Word.HOURS: HoursForm,
    Word.WHEELCHAIR: WheelchairForm,
    Word.ACTIVITY: ActivityForm,
    Word.SEASON: SeasonForm,
    Word.CLOSING: ClosingForm,
    **{
        word: type(f"{word.title()}Form", (TextForm,), {"word": word})
        for word in (Word.NAME, Word.SIGN, Word.PHONE, Word.WEBSITE)
    },
}


def fact_form(word: str, shop: Shop, today: dt.date, sent: Any = None, **options: Any) -> FactForm:
    """The form of one fact, filled with what is known."""
    return FORMS[word](sent, shop=shop, today=today, **options)
