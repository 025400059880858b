"""The tokens of tokens.css as Python values, for charts, paper and the tests of contrast."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CSS = Path(__file__).parent / "static" / "ui" / "css" / "tokens.css"
_BLOCK = re.compile(r":root\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")


@cache
def _blocks() -> tuple[dict[str, str], ...]:
    return tuple(dict(_PROPERTY.findall(block)) for block in _BLOCK.findall(CSS.read_text()))


def light() -> dict[str, str]:
    """Property name (without --) → value, light scheme."""
    return dict(_blocks()[0])


def dark() -> dict[str, str]:
    """The same in the dark scheme: what it changes over the light one."""
    return {**_blocks()[0], **_blocks()[1]}


def printed() -> dict[str, str]:
    """The same on paper."""
    return {**_blocks()[0], **_blocks()[2]}
