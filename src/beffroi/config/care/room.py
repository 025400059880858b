"""Whether a disk has room."""

from __future__ import annotations

import shutil
from pathlib import Path

from .errors import Trouble


def room_for(folder: Path, size: int) -> None:
    """Raise `Trouble` unless the disk has room for twice `size` bytes."""
    free = shutil.disk_usage(folder).free
    if free < 2 * size:
        raise Trouble(
            f"Le disque n’a plus assez de place : {free // 10**6} Mo libres, il en faut environ "
            f"{2 * size // 10**6}. Rien n’a été touché."
        )
