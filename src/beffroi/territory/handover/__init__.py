"""What a person leaves behind, and who takes it: nothing falls between.

Each context registers its kinds of open matters in `AppConfig.ready()`:
`handover.register(handover.Kind(key, label, open_matters, pass_on))`.
"""

from beffroi.territory.handover.passing import Choice, Passed, UntakenError, hand_over
from beffroi.territory.handover.registry import (
    HandoverError,
    Kind,
    Matter,
    kinds,
    matters_of,
    register,
)

__all__ = [
    "Choice",
    "HandoverError",
    "Kind",
    "Matter",
    "Passed",
    "UntakenError",
    "hand_over",
    "kinds",
    "matters_of",
    "register",
]
