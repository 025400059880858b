"""What a diagnosis says: figures in, plain data out (finding by finding, figure by figure).

Owns: which findings lead, which figures stand beside them, what cannot be said, what comes next.
Leaves: the queries to `observatory.reads`, the ledger to `observatory.writes`, the setting to
`ui.paper`. Nothing here asks the database or the clock.
"""

from beffroi.observatory.rules.diagnosis.content import build
from beffroi.observatory.rules.diagnosis.materials import (
    EmptyLine,
    Materials,
    SourceLine,
    StreetLine,
)
from beffroi.observatory.rules.diagnosis.written import Written

__all__ = ["EmptyLine", "Materials", "SourceLine", "StreetLine", "Written", "build"]
