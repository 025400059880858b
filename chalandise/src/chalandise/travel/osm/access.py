"""What access tags say. https://wiki.openstreetmap.org/wiki/Key:access"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

OPEN = frozenset(
    [
        "yes",
        "designated",
        "permissive",
        "official",
        "destination",
        "customers",
        "dismount",
        "discouraged",
        "public",
    ]
)
CLOSED = frozenset(
    [
        "no",
        "private",
        "use_sidepath",
        "agricultural",
        "forestry",
        "military",
        "emergency",
        "delivery",
        "permit",
    ]
)


def verdict(tags: Mapping[str, str], keys: Iterable[str]) -> bool | None:
    """Open or closed by the first key that speaks; None when none does.

    Parameters
    ----------
    tags : mapping of str to str
    keys : iterable of str
        Access keys, the most specific first.

    Notes
    -----
    Values outside the two lists say nothing. `destination` and `customers` are open: a journey
    to a shop is what they are for, and through traffic is not told apart. `*:conditional` is not
    read.
    """
    for key in keys:
        value = tags.get(key)
        if value in OPEN:
            return True
        if value in CLOSED:
            return False
    return None
