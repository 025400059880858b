"""What one person may not do twice in the same matter: section 9 of the domain document, as data.

Each rule waits for its nouns; whoever brings them asks `separated` before the second deed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Separation:
    """Who did `first` in a matter does not do `second` in it; `printed` is the document's wording."""

    first: str
    second: str
    label: Any
    printed: str


SEPARATIONS = (
    Separation(
        "advise",
        "visit",
        _("Qui conseille un commerce n’y fait pas la visite mystère."),
        "who advises does not visit",
    ),
    Separation(
        "appraise",
        "vote",
        _("Qui instruit une candidature ne vote pas sur elle."),
        "who appraises does not vote",
    ),
    Separation(
        "declare_interest",
        "vote",
        _("Qui déclare un intérêt se retire, et c’est noté au journal."),
        "who declares interest steps out, and this is logged",
    ),
)


def separated(deed: str, done: Iterable[str]) -> Separation | None:
    """The rule that forbids this deed to somebody who did those in the same matter; None if free."""
    before = frozenset(done)
    return next((s for s in SEPARATIONS if s.second == deed and s.first in before), None)
