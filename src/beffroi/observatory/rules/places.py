"""How a sentence says that something lies in a street."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.sentences import Sentence, say

# French says "dans la rue", "sur le quai": the article goes with the first word of the name.
_AS_WRITTEN = ("grande", "grand’rue", "grand'rue", "grand-rue", "grande-rue")
_PHRASES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("rue", "ruelle", "galerie", "venelle", "cour", *_AS_WRITTEN), _("dans la %(street)s")),
    (("avenue", "impasse", "allée"), _("dans l’%(street)s")),
    (("passage", "cours", "mail", "faubourg", "chemin", "square"), _("dans le %(street)s")),
    (("place", "placette", "route", "promenade", "chaussée"), _("sur la %(street)s")),
    (("esplanade",), _("sur l’%(street)s")),
    (("boulevard", "quai", "pont", "port", "parvis", "rond-point"), _("sur le %(street)s")),
)
_ELSEWHERE = _("à l’adresse « %(street)s »")


def in_street(name: str) -> Sentence:
    """«dans la rue Victor-Hugo», «sur le quai Jean-Bart», «dans la Grande Rue»."""
    first, _space, rest = name.partition(" ")
    word = first.lower()
    text = next((text for words, text in _PHRASES if word in words), None)
    if text is None:
        return say(_ELSEWHERE, street=name)
    return say(text, street=name if word in _AS_WRITTEN else f"{word} {rest}".strip())
