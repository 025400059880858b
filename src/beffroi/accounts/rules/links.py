"""Secret links: what is kept of them."""

from __future__ import annotations

import hashlib


def fingerprint(token: str) -> str:
    """What a table keeps of a link: enough to recognise it, not enough to make it again."""
    return hashlib.sha256(token.encode()).hexdigest()
