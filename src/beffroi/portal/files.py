"""Files people bring: in the installation's storage, under a name nobody can guess.

The web node that receives a file and the worker that reads it may be two machines: what a row keeps
is a name in the storage. Readers need a file of their own machine: `at_hand` gives one for as long
as it is read. A whole path (terminal, demonstration) is a file of this machine, never ours to delete.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from beffroi.kernel.jobs import Transient
from beffroi.sources.records import UnreadableSource

FOLDER = "imports"
CHUNK = 1 << 20


def store(file: File[Any], name: str) -> str:
    """Keep a file; returns its name in the storage."""
    with _reaching():
        return str(default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}/{name}", file))


@contextmanager
def at_hand(stored_as: str) -> Iterator[Path]:
    """The file on this machine while the block lasts; it is fetched from object storage if need be.

    Raises `UnreadableSource` when nobody keeps it any more, or when it grew past the size accepted.
    """
    here = _here(stored_as)
    if here is not None:
        yield here
        return
    settings.FETCHED_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.FETCHED_ROOT) as folder:
        path = Path(folder) / Path(stored_as).name
        with _reaching():
            _fetch(stored_as, path)
        yield path


def _here(stored_as: str) -> Path | None:
    """Where the file lies on this machine; None when it is kept elsewhere."""
    if Path(stored_as).is_absolute():
        return Path(stored_as)
    try:
        return Path(default_storage.path(stored_as))
    except NotImplementedError:
        return None


def _fetch(stored_as: str, path: Path) -> None:
    try:
        with default_storage.open(stored_as, "rb") as far, path.open("wb") as near:
            size = 0
            while piece := far.read(CHUNK):
                size += len(piece)
                if size > settings.IMPORT_MAX_BYTES:
                    raise UnreadableSource(
                        _("Ce fichier dépasse la taille acceptée ici."), code="big"
                    )
                near.write(piece)
    except FileNotFoundError:
        path.unlink(missing_ok=True)  # its reader says that it is not kept any more


@contextmanager
def _reaching() -> Iterator[None]:
    """A storage that does not answer is gone for now: the job is tried again."""
    try:
        yield
    except Exception as error:
        if _away(error):
            raise Transient(f"{type(error).__name__}") from error
        raise


def _away(error: Exception) -> bool:
    """Whether this is botocore's: no answer, or a fault on the storage's own side."""
    if not type(error).__module__.startswith(("botocore", "boto3", "s3transfer")):
        return False
    answer = getattr(error, "response", {}).get("ResponseMetadata", {})
    status = int(answer.get("HTTPStatusCode", 503))
    return status >= 500 or status == 429


def forget(stored_as: str) -> bool:
    """Delete a file of ours; False for one of the terminal or the demonstration."""
    if not stored_as.startswith(f"{FOLDER}/") and not _old_style(stored_as):
        return False
    with _reaching():
        if _old_style(stored_as):
            stored_as = Path(stored_as).relative_to(settings.MEDIA_ROOT).as_posix()
        default_storage.delete(stored_as)
        if (here := _here(stored_as)) is not None and here.parent.is_dir():
            here.parent.rmdir()
    return True


def _old_style(stored_as: str) -> bool:
    """A whole path within our own folder, as rows had it before names in a storage."""
    return Path(stored_as).is_relative_to(Path(settings.MEDIA_ROOT) / FOLDER)
