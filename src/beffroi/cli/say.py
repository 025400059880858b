"""What the terminal is told."""

import sys


def say(text: str = "") -> None:
    """One line, at once, even when the output is a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
