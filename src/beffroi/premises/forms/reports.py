"""« Fermé, changé, faux », and what the team answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises.models import Premises, PremisesState
from beffroi.premises.rules.reports import KINDS, LONGEST, OLDEST, YOUNGEST
from beffroi.premises.words import activity_choices
from beffroi.ui.fields import DayField

SIGNER = signing.TimestampSigner(salt="beffroi.premises.report")


class ReportForm(forms.Form):
    """One tap is enough; a few words and an address may come with it.

    `stamp` says when the form was drawn, signed; `sujet` is a field no person sees, which machines
    fill in. Neither asks anything of a third party.
    """

    kind = forms.ChoiceField(label=_l("Ce que vous avez vu"), choices=KINDS)
    words = forms.CharField(
        label=_l("Une précision"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_l("Ce que l’on voit de la rue ; aucun nom de personne."),
    )
    thanks_to = forms.EmailField(
        label=_l("Une adresse électronique"),
        required=False,
        help_text=_l("Pour vous dire la suite, une seule fois ; effacée aussitôt."),
    )
    sujet = forms.CharField(required=False)
    stamp = forms.CharField(required=False)

    def __init__(self, *args: Any, premises: Premises, **options: Any) -> None:
        options.setdefault("auto_id", "signaler_%s")
        super().__init__(*args, **options)
        self._door = premises.public_id
        if not settings.EMAIL_READY:
            del self.fields["thanks_to"]

    def new_stamp(self) -> str:
        """The moment this form is drawn, signed for this door."""
        return SIGNER.sign(self._door)

    def clean(self) -> dict[str, Any]:
        """What was said; raises when a machine said it, or too long after."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("sujet"):
            raise forms.ValidationError(_("Ce signalement n’est pas parti : recommencez ici."))
        if not self._fresh(told.get("stamp", "")):
            raise forms.ValidationError(
                _("Confirmez d’un geste : la page avait été ouverte trop tôt ou trop vite.")
            )
        return told

    def _fresh(self, stamp: str) -> bool:
        """Drawn for this door, neither this very second nor days ago."""
        try:
            door = SIGNER.unsign(stamp, max_age=OLDEST)
        except signing.BadSignature:
            return False
        return door == self._door and not _within(stamp, YOUNGEST)


def _within(stamp: str, age: dt.timedelta) -> bool:
    try:
        SIGNER.unsign(stamp, max_age=age)
    except signing.SignatureExpired:
        return False
    return True


SEEN, SAME, ROUND = "seen", "same", "round"
TRADING = ("occupied", "seasonal_closed", "works_with_taker")


class AnswerForm(forms.Form):
    """Somebody went and saw, nothing has changed, or it waits for the next round."""

    verdict = forms.ChoiceField(
        label=_l("Après vérification"),
        widget=forms.RadioSelect,
        choices=[
            (SEEN, _l("C’est vrai : voici ce que l’on voit")),
            (SAME, _l("Vérifié : rien n’a changé")),
            (ROUND, _l("À revoir au prochain relevé")),
        ],
    )
    seen_on = DayField(label=_l("Vu le"), required=False)
    state = forms.ChoiceField(
        label=_l("État"), choices=[("", "—"), *PremisesState.Kind.choices], required=False
    )
    name = forms.CharField(label=_l("Nom sur la vitrine"), max_length=160, required=False)
    activity = forms.ChoiceField(label=_l("Activité"), required=False)
    words = forms.CharField(
        label=_l("Un mot pour qui a signalé"), max_length=LONGEST, required=False
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"seen_on": today})
        super().__init__(*args, **options)
        self._today = today
        self.fields["activity"].choices = [("", "—"), *activity_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A sighting has its day and its state; a shop that changed has its name or its trade."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("verdict") != SEEN:
            return told
        day = told.get("seen_on")
        if day is None and "seen_on" not in self.errors:
            self.add_error("seen_on", _("Dites quel jour vous l’avez vu."))
        elif day is not None and day > self._today:
            self.add_error("seen_on", _("Ce jour n’est pas encore venu."))
        if not told.get("state"):
            self.add_error("state", _("Dites ce que l’on voit."))
        return told

    def said(self) -> dict[str, Any]:
        """What was seen, as a sighting tells it."""
        told = {word: self.cleaned_data.get(word, "") for word in ("state", "name", "activity")}
        if told["state"] not in TRADING:
            return {"state": told["state"]}
        return {word: value for word, value in told.items() if value}
