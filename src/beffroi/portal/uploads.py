"""Files people drop: bounded while they arrive, kept under a random folder, unpacked with care."""

from __future__ import annotations

import bz2
import gzip
import re
import secrets
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource
from beffroi.ui.typography import number

CHUNK = 1 << 20
RATIO = 250  # CSV and XML shrink 5 to 20 times; a bomb, a thousand times
SMALL = 64 * CHUNK  # below this nobody is harmed, whatever the ratio


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Stops writing a file that passes the limit; the rest of the request is read and dropped."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.IMPORT_MAX_BYTES:
            dropped = [*getattr(self.request, "too_big", []), self.file_name]
            setattr(self.request, "too_big", dropped)  # noqa: B010 - the request has no such slot
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_big(request: Any) -> list[str]:
    """Sentences for the files that were dropped because they are too big."""
    limit = number(settings.IMPORT_MAX_BYTES // 1_000_000)
    what = _("« %(name)s » dépasse la taille acceptée ici (%(limit)s Mo).")
    return [
        what % {"name": safe_name(name), "limit": limit} for name in getattr(request, "too_big", [])
    ]


def safe_name(name: str) -> str:
    """The last part of a name, in plain letters, 80 at most, its ending kept."""
    last = re.split(r"[\\/]", name)[-1]
    flat = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^\w.-]+", "-", flat).strip(".-_") or "fichier"
    return kept if len(kept) <= 80 else kept[:60] + kept[-20:]


def keep(uploaded: UploadedFile) -> Path:
    """Store an uploaded file under a folder nobody can guess; refuse empty and explosive ones."""
    name = safe_name(uploaded.name or "")
    if not uploaded.size:
        raise UnreadableSource(
            _("Le fichier « %(name)s » est vide : téléchargez-le de nouveau.") % {"name": name},
            code="empty",
        )
    folder = Path(settings.IMPORTS_ROOT) / secrets.token_hex(16)
    folder.mkdir(parents=True, mode=0o700)
    path = folder / name
    with path.open("wb") as file:
        for chunk in uploaded.chunks(CHUNK):
            file.write(chunk)
    return path


def refuse_bomb(path: Path) -> None:
    """Refuse an archive that would fill the disk or the memory once unpacked."""
    with path.open("rb") as file:
        mark = file.read(4)
    most = min(settings.IMPORT_MAX_UNPACKED, max(SMALL, path.stat().st_size * RATIO))
    try:
        if mark == b"PK\x03\x04":
            with zipfile.ZipFile(path) as archive:
                size = sum(one.file_size for one in archive.infolist())
        elif mark[:2] == b"\x1f\x8b":
            size = _unpacked(path, gzip.open, most)
        elif mark[:3] == b"BZh":
            size = _unpacked(path, bz2.open, most)
        else:
            return
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
        return  # cut or damaged: its reader says so, with its own advice
    if size > most:
        raise UnreadableSource(
            _(
                "L’archive « %(name)s » est anormale : décompressée, elle prendrait une place "
                "démesurée. Elle n’a pas été ouverte."
            )
            % {"name": path.name},
            code="bomb",
        )


def _unpacked(path: Path, opener: Any, most: int) -> int:
    """Bytes once unpacked, counted until `most` is passed."""
    size = 0
    with opener(path) as file:
        while size <= most and (chunk := file.read(CHUNK)):
            size += len(chunk)
    return size
