"""A change of committees, promises or opinions that cannot be: said in a sentence, at its field."""

from __future__ import annotations


class GovernanceRefusedError(ValueError):
    """`sentence` says why, `field` where it was asked."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
