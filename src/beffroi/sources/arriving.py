"""Files as they arrive from a browser: judged under their own name, refused when empty."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from beffroi.sources.records import UnreadableSource


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
