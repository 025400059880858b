"""A JPEG from a phone, written again by us: what draws the picture and nothing else.

Position, device, date, thumbnail, comments (EXIF, XMP, IPTC: every APPn but a bare JFIF and Adobe's
colour word) and whatever hides behind the end are left out; the parts are walked one by one.
Source: ITU T.81 (JPEG), annex B.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource

START, END = b"\xff\xd8", b"\xff\xd9"
MAX_BYTES, MAX_SIDE = 5_000_000, 8192
SOF = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive: what browsers write
TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantisation, restart interval
SCAN, ADOBE = 0xDA, 0xEE
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


@dataclass(frozen=True, slots=True)
class Photo:
    """A clean JPEG and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def clean_jpeg(content: bytes) -> Photo:
    """The same photo in a JPEG of our own; raises `UnreadableSource` with what to do."""
    if len(content) > MAX_BYTES:
        raise _refused(_("Cette photo dépasse 5 Mo : réduisez-la."), "big")
    if not content.startswith(START):
        raise _refused(_("Ce fichier n’est pas une photo JPEG."), "kind")
    size: tuple[int, int] | None = None
    kept, scans = [START, JFIF], 0
    for marker, part in _parts(content):
        if marker in SOF and size is None:
            size = _size(part)
        elif marker == SCAN and size is not None:
            scans += 1
        elif marker == ADOBE and part[4:9] == b"Adobe" and len(part) == 16:
            pass
        elif marker not in TABLES:
            continue
        kept.append(part)
    if size is None or not scans:
        raise _damaged()
    return Photo(b"".join([*kept, END]), *size)


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, its bytes), a scan with the pixels that follow it, up to the end mark."""
    at = len(START)
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise _damaged()
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            return
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise _damaged()
        if marker == SCAN:
            end = _scan_end(content, end)
        yield marker, content[at:end]
        at = end
    if content[at : at + 2] != END:
        raise _damaged()


def _scan_end(content: bytes, at: int) -> int:
    """Where the pixels of a scan stop: at a marker that is neither stuffing nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _damaged()
        following = content[at + 1]
        if following and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _size(part: bytes) -> tuple[int, int]:
    if len(part) < 11:
        raise _damaged()
    height, width = struct.unpack(">HH", part[5:9])
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        said = _("Cette photo mesure %(w)s × %(h)s pixels ; au plus %(most)s de côté.")
        raise _refused(said % {"w": width, "h": height, "most": MAX_SIDE}, "size")
    return width, height


def _damaged() -> UnreadableSource:
    return _refused(_("Cette photo est abîmée ou incomplète : prenez-la de nouveau."), "damaged")


def _refused(sentence: str, code: str) -> UnreadableSource:
    return UnreadableSource(sentence, code=code)
