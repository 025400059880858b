"""Make a backup: written apart, synced, read through, then named."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

import beffroi

from . import archive, sealing
from .archive import Manifest
from .errors import Trouble
from .place import Place
from .reading import examine
from .snapshots import Snapshot, snapshot

SUFFIX = ".beffroi"
_NAMED = re.compile(r"beffroi-\d{4}-\d\d-\d\d-\d{6}\.beffroi")


def save(place: Place, target: Path, *, passphrase: str = "") -> Manifest:
    """Save the database and its files in `target` (new, 0600), read it through, then name it.

    Raises `Trouble`; whatever happens, `target` is whole or absent.
    """
    if target.exists():
        raise Trouble(f"« {target} » existe déjà : une sauvegarde n’en remplace jamais une autre.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with _written(part) as out, _clothed(out, passphrase) as inner:
            _fill(inner, place)
        manifest = examine(part, passphrase=passphrase)
        part.rename(target)
        _sync_folder(target.parent)
    except OSError as refused:
        raise Trouble(f"La sauvegarde n’a pas pu être écrite : {refused}") from refused
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(out: BinaryIO, place: Place) -> None:
    with snapshot(place) as seen:
        manifest = Manifest(
            beffroi=beffroi.__version__,
            postgresql=seen.server,
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            migrations=seen.migrations(),
            tables=seen.counts(),
            left_out=seen.left_out(),
            media_root=str(place.media),
        )
        script = seen.script()
        writer = archive.Writer(out, manifest)
        try:
            writer.add_base(script)
            _add_files(writer, place, seen)
            writer.finish()
        except BaseException:
            writer.abandon()
            raise


def _add_files(writer: archive.Writer, place: Place, seen: Snapshot) -> None:
    store = place.store()
    for said in seen.files():
        name = inside(place.media, said)
        if name is None:
            continue  # read where it lay, on somebody's disk or in the demo's data: not ours
        try:
            with store.reading(name) as (file, size):
                writer.add_media(name, file, size)
        except FileNotFoundError:  # tidied since the snapshot: the manifest says so
            writer.manifest.absent.append(name)


def inside(media: Path, said: str) -> str | None:
    """The name, within the media folder, of the file a row names; None when it lies elsewhere."""
    path = Path(said)
    if not path.is_absolute():
        return path.as_posix()
    return path.relative_to(media).as_posix() if path.is_relative_to(media) else None


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A new file for ourselves alone, on the disk when the block ends."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _clothed(out: BinaryIO, passphrase: str) -> Iterator[BinaryIO]:
    if not passphrase:
        yield out
        return
    with sealing.Sealer(out, passphrase) as sealer:
        yield cast(BinaryIO, sealer)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def default_target(folder: Path, now: dt.datetime) -> Path:
    return folder / f"beffroi-{now:%Y-%m-%d-%H%M%S}{SUFFIX}"


def let_go(folder: Path, keep: int) -> list[Path]:
    """Delete our own dated backups of this folder but the newest `keep`; returns those deleted."""
    dated = sorted(path for path in folder.glob("*" + SUFFIX) if _NAMED.fullmatch(path.name))
    old = dated[:-keep] if keep else []
    for path in old:
        with suppress(FileNotFoundError):
            path.unlink()
    return old
