"""Which characters our paper fonts can draw; what they cannot is replaced, never left blank.

PDF/UA refuses a character without a glyph, and one shop sign must not stop a whole diagnosis.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
STAND_INS = {"→": "vers", "←": "depuis", "≥": "au moins", "≤": "au plus", "\u2009": "\u202f"}
UNKNOWN = "?"


def printable(text: str) -> str:
    """`text` in characters our fonts have: its own, a stand-in, its bare letters, else "?"."""
    known = covered()
    if all(char in known or char == "\n" for char in text):
        return text
    return "".join(
        char if char in known or char == "\n" else _instead(char, known) for char in text
    )


def _instead(char: str, known: frozenset[str]) -> str:
    if char in STAND_INS:
        return STAND_INS[char]
    if unicodedata.category(char) in {"Mn", "Cf"}:  # accents apart, marks of direction
        return ""
    bare = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    return "".join(c if c in known else UNKNOWN for c in bare) or UNKNOWN


@cache
def covered() -> frozenset[str]:
    """The characters that every one of our fonts has."""
    fonts = [_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*fonts)


def _characters(font: bytes) -> frozenset[str]:
    """The characters of a TrueType font, from its `cmap` (OpenType 1.9, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    heads = (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(tables))
    start = next(offset for tag, _sum, offset, _length in heads if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    codes: set[int] = set()
    for i in range(count):
        offset = start + struct.unpack_from(">HHI", font, start + 4 + 8 * i)[2]
        kind = struct.unpack_from(">H", font, offset)[0]
        codes |= _format_4(font, offset) if kind == 4 else set()
        codes |= _format_12(font, offset) if kind == 12 else set()
    return frozenset(chr(code) for code in codes)


def _format_4(font: bytes, offset: int) -> set[int]:
    n = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{n}H", font, offset + 14)
    starts = struct.unpack_from(f">{n}H", font, offset + 16 + 2 * n)
    spans = zip(starts, ends, strict=True)
    return {code for first, last in spans for code in range(first, last + 1) if code != 0xFFFF}


def _format_12(font: bytes, offset: int) -> set[int]:
    n = struct.unpack_from(">I", font, offset + 12)[0]
    groups = (struct.unpack_from(">III", font, offset + 16 + 12 * i) for i in range(n))
    return {code for first, last, _glyph in groups for code in range(first, last + 1)}
