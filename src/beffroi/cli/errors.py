"""Errors whose message is already a sentence for the person at the terminal."""

from beffroi.config.care.errors import Trouble
from beffroi.config.embedded import (
    AlreadyRunning,
    NoBinaries,
    OtherVersion,
    ServerBusy,
    ServerFailed,
)


class Refused(RuntimeError):
    """The verb cannot be done as asked; the message says what to do."""


EXPLAINED = (
    Refused,
    Trouble,
    AlreadyRunning,
    NoBinaries,
    OtherVersion,
    ServerBusy,
    ServerFailed,
)
