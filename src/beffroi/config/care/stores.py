"""Where the files that rows name are kept: a folder of this machine, or object storage.

Files pass through in pieces, whatever their size; each kind answers the same five questions.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from beffroi.config.files import bucket_of

from . import archive
from .errors import Trouble
from .room import room_for

STEP = 1 << 20


class Store(Protocol):
    """Whatever keeps files by their names."""

    @property
    def root(self) -> str:
        """Leads the names of rows that name a file by its whole path; "" where names stand alone."""

    def reading(self, name: str) -> Any:
        """A context that yields (file, size in bytes); raises FileNotFoundError."""

    def held(self, name: str, wanted: dict[str, Any]) -> bool:
        """Whether just this file is there already, by size and digest."""

    def put(self, name: str, member: archive.Member) -> None:
        """Keep a member of a backup under its name; whole, or as it was before."""

    def check_room(self, size: int) -> None:
        """Raise `Trouble` unless so many bytes more can be kept."""


def store_of(media: Path, address: str) -> Store:
    """The store of an installation: `address` is what BEFFROI_FILES says."""
    if not address:
        return Folder(media)
    bucket, prefix = bucket_of(address)
    return Bucket(_client(), bucket, f"{prefix}/" if prefix else "", Folder(media))


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below `media`."""

    media: Path

    @property
    def root(self) -> str:
        return str(self.media)

    @contextmanager
    def reading(self, name: str) -> Iterator[tuple[BinaryIO, int]]:
        with (self.media / name).open("rb") as file:
            yield file, os.fstat(file.fileno()).st_size

    def held(self, name: str, wanted: dict[str, Any]) -> bool:
        target = self.media / name
        return target.is_file() and _same(self, name, wanted)

    def put(self, name: str, member: archive.Member) -> None:
        target = self.media / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "wb") as out:
            for piece in member.pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)

    def check_room(self, size: int) -> None:
        self.media.mkdir(mode=0o700, parents=True, exist_ok=True)
        room_for(self.media, size)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Objects below `prefix`; what the installation kept in its folder before is found there."""

    client: Any
    bucket: str
    prefix: str
    before: Folder

    @property
    def root(self) -> str:
        return ""

    @contextmanager
    def reading(self, name: str) -> Iterator[tuple[BinaryIO, int]]:
        with _answered():
            found = self._object(name)
            if found is not None:
                yield cast(BinaryIO, found["Body"]), int(found["ContentLength"])
                return
        with self.before.reading(name) as held:
            yield held

    def _object(self, name: str) -> Any:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)
        except self.client.exceptions.NoSuchKey:
            return None

    def held(self, name: str, wanted: dict[str, Any]) -> bool:
        with _answered():
            if self._object(name) is None:
                return False
        return _same(self, name, wanted)

    def put(self, name: str, member: archive.Member) -> None:
        pieces = io.BufferedReader(_Pieces(member.pieces), STEP)
        with _answered():  # in parts when it is big; an object is there whole or not at all
            self.client.upload_fileobj(pieces, self.bucket, self.prefix + name)

    def check_room(self, size: int) -> None:
        """Object storage has room; what is asked is that it answers, before anything is touched."""
        with _answered():
            self.client.head_bucket(Bucket=self.bucket)


class _Pieces(io.RawIOBase):
    """Pieces read as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, out: Any) -> int:
        self._held = self._held or next(self._pieces, b"")
        taken, self._held = self._held[: len(out)], self._held[len(out) :]
        out[: len(taken)] = taken
        return len(taken)


def _same(store: Store, name: str, wanted: dict[str, Any]) -> bool:
    digest = hashlib.sha256()
    with store.reading(name) as (file, size):
        if size != wanted["bytes"]:
            return False
        while piece := file.read(STEP):
            digest.update(piece)
    return digest.hexdigest() == str(wanted["sha256"])


def _client() -> Any:
    """Keys, region and address come from the usual AWS_* variables, as for the web nodes."""
    try:
        import boto3
    except ImportError as absent:
        raise Trouble(
            "BEFFROI_FILES désigne un stockage d’objets : il faut installer « beffroi[s3] »."
        ) from absent
    with _answered():
        return boto3.client("s3")


@contextmanager
def _answered() -> Iterator[None]:
    """Object storage that refuses or is silent is said in a sentence, with its own words."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.startswith(("botocore", "boto3", "s3transfer", "urllib3")):
            raise Trouble(f"Le stockage d’objets n’a pas répondu : {error}") from error
        raise
