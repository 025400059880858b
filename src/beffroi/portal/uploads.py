"""Files people drop: bounded while they arrive, judged under their own name."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource
from beffroi.ui.typography import number


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


@contextmanager
def under_its_name(uploaded: UploadedFile) -> Iterator[Path]:
    """The file as it arrived, under the name that readers judge by; refuses an empty one."""
    name = safe_name(uploaded.name or "")
    if not uploaded.size:
        raise UnreadableSource(
            _("Le fichier « %(name)s » est vide : téléchargez-le de nouveau.") % {"name": name},
            code="empty",
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if isinstance(uploaded, TemporaryUploadedFile):
            uploaded.flush()
            path.symlink_to(uploaded.temporary_file_path())
        else:
            path.write_bytes(uploaded.read())
            uploaded.seek(0)
        yield path
