"""The file of a backup: a tar that is written and read in one pass, its manifest at the end.

    beffroi.json        what this is, at once
    base/000001 …       the SQL script of the database, gzipped, in slices
    media/…             the files that rows refer to
    manifest.json       what is held, with digests
    manifest.sha256     the digest of the manifest

`tar xf`, then `cat base/* | gunzip` gives the script without any of our code.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from .errors import Trouble

FORMAT = 1
HEAD, MANIFEST, DIGEST = "beffroi.json", "manifest.json", "manifest.sha256"
BASE, MEDIA = "base/", "media/"
SLICE = 8 << 20  # bytes of a slice of the script
_STEP = 1 << 20
FOREIGN = "Ce fichier n’est pas une sauvegarde de Beffroi."
TORN = "La sauvegarde est incomplète ou abîmée : rien n’a été touché."


@dataclass
class Manifest:
    """What a backup holds. `tables` counts rows, `media` maps names to size and digest."""

    beffroi: str
    postgresql: str
    made_at: str  # ISO, UTC
    migrations: list[str]  # "app.name"
    tables: dict[str, int]
    left_out: list[str] = field(default_factory=list)  # tables saved without their rows
    base: dict[str, Any] = field(default_factory=dict)  # bytes, sha256
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    media_root: str = ""
    absent: list[str] = field(default_factory=list)  # files that rows name and nobody has
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


class Writer:
    """Write the members in their order; the manifest receives the digests as they are known."""

    def __init__(self, out: BinaryIO, manifest: Manifest) -> None:
        self.manifest = manifest
        self._tar = tarfile.open(mode="w|", fileobj=out, format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._add(HEAD, _as_json({"beffroi-backup": FORMAT, "made_at": manifest.made_at}))

    def add_base(self, pieces: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        for rank, piece in enumerate(_sliced(pieces), 1):
            digest.update(piece)
            size += len(piece)
            self._add(f"{BASE}{rank:06}", piece)
        self.manifest.base = {"bytes": size, "sha256": digest.hexdigest()}

    def add_media(self, name: str, file: BinaryIO, size: int) -> None:
        counted = _Counted(file, size)
        self._tar.addfile(_entry(MEDIA + name, size), counted)
        self.manifest.media[name] = {"bytes": size, "sha256": counted.digest.hexdigest()}

    def finish(self) -> None:
        told = _as_json(asdict(self.manifest))
        self._add(MANIFEST, told)
        self._add(DIGEST, hashlib.sha256(told).hexdigest().encode())
        self._tar.close()

    def abandon(self) -> None:
        """Write no more: else tarfile would still end the file when it is let go."""
        if self._tar.fileobj is not None:
            self._tar.fileobj.closed = True  # type: ignore[attr-defined]

    def _add(self, name: str, data: bytes) -> None:
        self._tar.addfile(_entry(name, len(data)), io.BytesIO(data))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


class _Counted(io.RawIOBase):
    """A file read to its known size, with its digest."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(min(self._left, size if size >= 0 else self._left))
        self._left -= len(piece)
        self.digest.update(piece)
        return piece


@dataclass(frozen=True, slots=True)
class Member:
    """One member as it is read: `pieces` must be used up before the next one."""

    name: str
    size: int
    pieces: Iterator[bytes]

    def read(self) -> bytes:
        return b"".join(self.pieces)


def members(source: BinaryIO) -> Iterator[Member]:
    """The members in their order; raises `Trouble` for what is no backup or is cut."""
    began = False
    try:
        with tarfile.open(mode="r|", fileobj=source) as tar:
            for entry in tar:
                file = tar.extractfile(entry) if entry.isreg() else None
                if file is None or not (began or entry.name == HEAD):
                    raise Trouble(FOREIGN)
                began = True
                yield Member(entry.name, entry.size, _pieces(file, entry.size))
    except (tarfile.TarError, EOFError) as torn:
        raise Trouble(TORN if began else FOREIGN) from torn


def _pieces(file: Any, size: int) -> Iterator[bytes]:
    while size > 0:
        try:
            piece = file.read(min(_STEP, size))
        except tarfile.TarError as torn:
            raise Trouble(TORN) from torn
        if not piece:
            raise Trouble(TORN)
        size -= len(piece)
        yield piece


def read_manifest(data: bytes, digest: bytes) -> Manifest:
    """The manifest, if it is whole and of a format we know."""
    if hashlib.sha256(data).hexdigest().encode() != digest:
        raise Trouble("Le sommaire de la sauvegarde a été modifié : rien n’a été touché.")
    told = json.loads(data)
    if told.get("format") != FORMAT:
        raise Trouble(
            "Cette sauvegarde vient d’un Beffroi plus récent : mettez d’abord à jour celui-ci."
        )
    return Manifest(**told)


def _sliced(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= SLICE:
            yield bytes(held[:SLICE])
            del held[:SLICE]
    if held:
        yield bytes(held)


def _as_json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
