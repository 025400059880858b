"""What a change to roles or bodies refuses, with the sentence for the person."""

from __future__ import annotations


class RoleRefusedError(Exception):
    """A role cannot be given, ended or delegated so; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BodyRefusedError(RoleRefusedError):
    """A body cannot cover, leave or merge so; `sentence` says why."""
