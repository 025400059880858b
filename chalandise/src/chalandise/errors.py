"""The error of this library: an input that cannot be computed on, said in one sentence."""


class InvalidInput(ValueError):  # noqa: N818  (names the fault, as the reader of a traceback meets it)
    """An input that has no answer; the message tells every fault found in it."""
