"""What a person adds to a yearly review: two texts, nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 20_000


class ReviewForm(forms.Form):
    """A comment and what is proposed next."""

    comment = forms.CharField(
        label=_("Ce que les chiffres ne disent pas"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST,
        required=False,
    )
    proposals = forms.CharField(
        label=_("Ce que nous proposons ensuite"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST,
        required=False,
    )
