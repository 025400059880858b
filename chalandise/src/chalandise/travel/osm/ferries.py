"""How long a crossing takes. Waiting on the quay is not in the tags and is not counted."""

from __future__ import annotations

import re

CLOCK = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
MINUTES = re.compile(r"\d+")


def hours(duration: str) -> float | None:
    """Hours of a `duration` tag: `00:20`, `1:05:00`, `PT20M` or `20` (minutes); None if unread.

    >>> hours("00:30"), hours("PT1H15M"), hours("90"), hours("soon")
    (0.5, 1.25, 1.5, None)
    """
    if MINUTES.fullmatch(duration):
        return int(duration) / 60
    parts = CLOCK.fullmatch(duration) or ISO.fullmatch(duration)
    if parts is None:
        return None
    hour, minute, second = (int(part or 0) for part in parts.groups())
    return (hour + minute / 60 + second / 3600) or None
