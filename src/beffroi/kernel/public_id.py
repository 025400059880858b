"""Public ids: INSEE code at creation + 6 base32 characters, never reused."""

from __future__ import annotations

import hashlib
from collections.abc import Container

# Crockford's base32: no I, L, O, U, so that an id read aloud or copied by hand survives.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def public_id(place_code: str, seed: str, *, taken: Container[str] = ()) -> str:
    """An id for a thing first seen as `seed` in this commune, different from those `taken`.

    The same seed gives the same id in an empty installation, so that a demo's links keep.
    """
    for attempt in range(1000):
        digest = hashlib.sha256(f"{place_code}|{seed}|{attempt}".encode()).digest()
        number = int.from_bytes(digest[:5], "big") >> 10
        word = "".join(ALPHABET[(number >> shift) & 31] for shift in range(25, -1, -5))
        found = f"{place_code}-{word}"
        if found not in taken:
            return found
    raise RuntimeError(f"no free public id left for {place_code}")
