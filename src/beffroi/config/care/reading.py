"""Read a backup without touching anything else; raise `Trouble` for whatever is doubtful."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from . import archive, sealing
from .archive import Manifest, Member
from .errors import Trouble
from .snapshots import LAST_LINE, gunzipped


def examine(path: Path, *, passphrase: str = "") -> Manifest:
    """Read a backup to its end and check every digest; raises `Trouble` for anything doubtful."""
    with opened(path, passphrase) as source:
        return _checked(archive.members(source))


def _checked(found: Iterator[Member]) -> Manifest:
    base, size = hashlib.sha256(), 0
    media: dict[str, Any] = {}
    told = b""
    for member in found:
        if member.name == archive.MANIFEST:
            told = member.read()
        elif member.name == archive.DIGEST:
            manifest = archive.read_manifest(told, member.read())
            _compare(manifest, {"bytes": size, "sha256": base.hexdigest()}, media)
            return manifest
        elif member.name.startswith(archive.BASE):
            size += member.size
            for piece in member.pieces:
                base.update(piece)
        elif member.name.startswith(archive.MEDIA):
            name = member.name.removeprefix(archive.MEDIA)
            media[safe(name)] = {"bytes": member.size, "sha256": _digest(member)}
        elif member.name != archive.HEAD:
            raise Trouble(archive.FOREIGN)
    raise Trouble(archive.TORN)


def _compare(manifest: Manifest, base: dict[str, Any], media: dict[str, Any]) -> None:
    if manifest.base != base or manifest.media != media:
        raise Trouble("Le contenu ne répond pas au sommaire : la sauvegarde a été modifiée.")


def _digest(member: Member) -> str:
    digest = hashlib.sha256()
    for piece in member.pieces:
        digest.update(piece)
    return digest.hexdigest()


def safe(name: str) -> str:
    """A name that stays within the media folder; raises `Trouble` for any other."""
    path = PurePosixPath(name)
    if not name or path.is_absolute() or {"..", "."} & set(name.split("/")) or "\0" in name:
        raise Trouble("La sauvegarde contient un nom de fichier interdit : rien n’a été touché.")
    return path.as_posix()


def script(source: BinaryIO) -> Iterator[bytes]:
    """The SQL script of an examined backup, unpacked."""
    packed = (
        piece
        for member in archive.members(source)
        if member.name.startswith(archive.BASE)
        for piece in member.pieces
    )
    last = b""
    for clear in gunzipped(packed):
        last = (last + clear)[-4096:]
        yield clear
    if LAST_LINE not in last:
        raise Trouble(archive.TORN)


@contextmanager
def opened(path: Path, passphrase: str = "") -> Iterator[BinaryIO]:
    """The tar inside a backup, sealed or not."""
    try:
        file = path.open("rb")
    except OSError as refused:
        raise Trouble(f"« {path} » ne peut pas être lu : {refused.strerror}.") from refused
    with file:
        sealed = file.read(len(sealing.MAGIC)) == sealing.MAGIC
        file.seek(0)
        if not sealed:
            yield file
            return
        if not passphrase:
            raise Trouble(
                "Cette sauvegarde est chiffrée : donnez sa phrase secrète dans "
                "BEFFROI_BACKUP_PASSPHRASE."
            )
        yield cast(BinaryIO, sealing.Opener(file, passphrase))
