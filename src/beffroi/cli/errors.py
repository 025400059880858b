"""Errors whose message is already a sentence for the person at the terminal."""

from beffroi.config.embedded import AlreadyRunning, NoBinaries, ServerBusy, ServerFailed


class Refused(RuntimeError):
    """The verb cannot be done as asked; the message says what to do."""


EXPLAINED = (Refused, AlreadyRunning, NoBinaries, ServerBusy, ServerFailed)
