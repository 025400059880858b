"""Hours as OpenStreetMap writes them, with their days in the reader's language."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

WORDS: dict[str, Any] = {
    "Mo": _l("lundi"), "Tu": _l("mardi"), "We": _l("mercredi"), "Th": _l("jeudi"),
    "Fr": _l("vendredi"), "Sa": _l("samedi"), "Su": _l("dimanche"), "PH": _l("jours fériés"),
    "off": _l("fermé"), "closed": _l("fermé"),
}  # fmt: skip
WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b")
RANGE = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)-(Mo|Tu|We|Th|Fr|Sa|Su)\b")


def hours_in_words(hours: str) -> str:
    """« Tu-Sa 10:00-12:30,14:00-19:00; PH off » as people say it; what it does not know stays as it is."""
    said = hours.replace("PH off", _("fermé les jours fériés")).replace(
        "24/7", _("toujours ouvert")
    )
    said = RANGE.sub(lambda m: _span(m[1], m[2]), said)
    said = WORD.sub(lambda m: str(WORDS[m[1]]), said)
    said = re.sub(r"(?<=\d)-(?=\d)", "–", said)
    return re.sub(r"\s*;\s*", " · ", said.replace(",", ", ").replace("  ", " "))


def _span(first: str, last: str) -> str:
    return _("du %(first)s au %(last)s") % {"first": WORDS[first], "last": WORDS[last]}
