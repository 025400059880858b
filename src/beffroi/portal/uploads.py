"""Files people drop: bounded while they arrive."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from beffroi.sources.arriving import safe_name
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
