"""Files people drop: bounded while they arrive, kept under a random folder."""

from __future__ import annotations

import re
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource
from beffroi.ui.typography import number

CHUNK = 1 << 20


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
