"""The error of this library: an input that cannot be computed on, said in one sentence."""


class InvalidInput(ValueError):
    """An input that has no answer; the message tells every fault found in it."""
