"""How what happens to agreements, sheets and money reads in the journal."""

from __future__ import annotations

from beffroi.kernel import journal
from beffroi.kernel.journal import Verb

VERBS: dict[str, Verb] = {}


def register() -> None:
    """Tell the verbs of this context."""
    journal.tell(VERBS)
