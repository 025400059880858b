"""Translations: turns each .po into the .mo that gettext reads, where it is older or absent."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Compile the stale catalogues under `package`; returns the .mo files written."""
    return [compile_one(po) for po in catalogues(package) if _stale(po)]


def catalogues(package: Path = PACKAGE) -> list[Path]:
    return sorted(package.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_one(po: Path) -> Path:
    """Write beside and rename: a reader never sees half a catalogue. Fuzzy entries are left out."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name)
    mo = po.with_suffix(".mo")
    new = po.with_suffix(f".{os.getpid()}.new")  # two processes may compile it at once
    with new.open("wb") as target:
        write_mo(target, catalogue)
    return new.replace(mo)


def _stale(po: Path) -> bool:
    """Installed by another account, a wheel's .mo cannot be rewritten, nor need it be."""
    mo = po.with_suffix(".mo")
    if mo.exists() and not os.access(po.parent, os.W_OK):
        return False
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns
