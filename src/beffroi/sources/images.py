"""A PNG from a stranger, written again by us: pixels and nothing else.

The signature, the header and the whole of the pixels are checked; texts, positions, other images
hidden behind the end, and everything a PNG may carry beside its pixels are left out.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_BYTES = 400_000
MAX_SIDE, MIN_SIDE = 1024, 16
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


def clean_png(content: bytes) -> Picture:
    """The same picture in a PNG of our own; raises `UnreadableSource` with what to do."""
    if len(content) > MAX_BYTES:
        raise _refused(_("L’image dépasse 400 ko : réduisez-la, par exemple à 512 pixels."), "big")
    if not content.startswith(SIGNATURE):
        raise _refused(
            _("Ce fichier n’est pas une image PNG : enregistrez le logo en PNG."), "kind"
        )
    parts = list(_parts(content))
    head = _header(parts)
    pixels = _pixels(parts, head)
    kept = [(b"IHDR", head.raw)]
    beside = [one for one in parts if one[0] in (b"PLTE", b"tRNS")]
    kept += sorted(beside, key=lambda one: one[0])  # the palette before its transparency
    kept += [(b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return Picture(SIGNATURE + b"".join(_part(*one) for one in kept), head.width, head.height)


@dataclass(frozen=True, slots=True)
class _Header:
    raw: bytes
    width: int
    height: int
    depth: int
    colour: int

    @property
    def row(self) -> int:
        """Bytes of one row, its filter's number included."""
        return 1 + (self.width * self.depth * CHANNELS[self.colour] + 7) // 8


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 12 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + size]
        check = content[at + 8 + size : at + 12 + size]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise _damaged()
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + size
    raise _damaged()


def _header(parts: list[tuple[bytes, bytes]]) -> _Header:
    kind, raw = parts[0]
    if kind != b"IHDR" or len(raw) != 13:
        raise _damaged()
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", raw)
    if depth not in DEPTHS.get(colour, ()) or packing or filtering:
        raise _damaged()
    if interlace:
        raise _refused(_("Cette image est entrelacée : enregistrez-la sans entrelacement."), "kind")
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        said = _(
            "L’image doit mesurer de %(min)s à %(max)s pixels de côté ; celle-ci en fait %(w)s × %(h)s."
        )
        told = said % {"min": MIN_SIDE, "max": MAX_SIDE, "w": width, "h": height}
        raise _refused(told, "size")
    return _Header(raw, width, height, depth, colour)


def _pixels(parts: list[tuple[bytes, bytes]], head: _Header) -> bytes:
    """Unpacked rows, exactly as many bytes as the header says and no more."""
    names = [kind for kind, _body in parts]
    palette = next((body for kind, body in parts if kind == b"PLTE"), b"")
    if head.colour == 3 and not (palette and len(palette) % 3 == 0):
        raise _damaged()
    if names.count(b"IHDR") != 1 or names.count(b"PLTE") > 1 or names.count(b"tRNS") > 1:
        raise _damaged()
    packed = b"".join(body for kind, body in parts if kind == b"IDAT")
    wanted = head.row * head.height
    unpacker = zlib.decompressobj()
    try:
        pixels = unpacker.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise _damaged() from error
    if len(pixels) != wanted or any(first > 4 for first in pixels[:: head.row]):
        raise _damaged()
    return pixels


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _damaged() -> UnreadableSource:
    return _refused(_("Cette image PNG est abîmée : enregistrez-la de nouveau."), "damaged")


def _refused(sentence: str, code: str) -> UnreadableSource:
    return UnreadableSource(sentence, code=code)
