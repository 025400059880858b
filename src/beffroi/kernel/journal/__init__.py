"""The audit read back: a sentence for every verb, a name for what it is about.

Each context tells its verbs and names its objects in `AppConfig.ready()`; `tests/house` fails for a
verb that is recorded without a sentence.
"""

from beffroi.kernel.journal.lines import Line, lines_of
from beffroi.kernel.journal.reading import Asked, Page, entries, page_of
from beffroi.kernel.journal.registry import JournalError, Verb, name, namer, tell, verb, verbs
from beffroi.kernel.journal.retention import forget, passing

__all__ = [
    "Asked",
    "JournalError",
    "Line",
    "Page",
    "Verb",
    "entries",
    "forget",
    "lines_of",
    "name",
    "namer",
    "page_of",
    "passing",
    "tell",
    "verb",
    "verbs",
]
