"""What the worker made of a town beforehand, shared by every web process through PostgreSQL.

Found only for the `data_version` and the text of our code it was made with, and only when the seal
is ours: whatever of these moves, the page works it out for itself. What it is *of* (day, perimeter,
language, size) is the rest of its name.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

import chalandise
from beffroi.territory.models import Kept, Town
from beffroi.territory.reads.shelf import Shelf

SEAL = 32  # bytes before the value: only our own processes know the secret
MOST = 32 << 20  # characters kept a process: some 150 maps of 1,000 premises
DRAWN_WITH = ("altair", "numpy", "shapely", "vl-convert-python")

_shelf: Shelf[str] = Shelf(MOST)


@cache
def code_mark() -> str:
    """Sixteen characters that change with any line, translation or tool of ours, and the secret.

    Read once a process.
    """
    root = Path(__file__).resolve().parents[2]
    found = hashlib.sha256(_secret())
    for folder in (Path(str(chalandise.__file__)).parent, root):
        for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.po")]):
            found.update(path.read_bytes())
    found.update(" ".join(map(version, DRAWN_WITH)).encode())
    return found.hexdigest()[:16]


def kept(town: Town, *asked: str) -> dict[str, str]:
    """The texts kept under these names; one query for those the process has not read yet."""
    found = {of: _shelf.get(_place(town, of)) for of in asked}
    missing = [of for of, text in found.items() if text is None]
    if missing:
        rows = Kept.objects.of(town).filter(
            of__in=missing, data_version=town.data_version, code=code_mark()
        )
        for of, value in rows.values_list("of", "value"):
            text = unsealed(town, of, bytes(value))
            if text is not None:
                found[of] = text
                _shelf.put(_place(town, of), text)
    return {of: text for of, text in found.items() if text is not None}


def last_kept(town: Town, of: str) -> str | None:
    """The text kept last under this name, whatever the data and our code became since.

    For what says itself of when it is; None where nothing was kept, or by others than us. One query.
    """
    row = Kept.objects.of(town).filter(of=of).values_list("value", flat=True).first()
    return None if row is None else unsealed(town, of, bytes(row))


def drawn(town: Town, of: str, draw: Callable[[], str]) -> str:
    """What `draw()` gives: read where it was kept, else drawn now and kept in the process."""
    text = kept(town, of).get(of)
    if text is None:
        text = draw()
        _shelf.put(_place(town, of), text)
    return text


def clear_shelf() -> None:
    """Forget what the process has read: for benches and tests."""
    _shelf.clear()


def sealed(town: Town, of: str, text: str) -> bytes:
    """A text as it is stored, behind a seal of the installation's secret, for this name only."""
    made = zlib.compress(text.encode())
    return _seal(town, of, made) + made


def unsealed(town: Town, of: str, value: bytes) -> str | None:
    """The text of `sealed`; None when the seal is another's: nothing of it is then read."""
    if not hmac.compare_digest(_seal(town, of, value[SEAL:]), value[:SEAL]):
        return None
    return zlib.decompress(value[SEAL:]).decode()


def towns_behind(maker: str) -> QuerySet[Town]:
    """Towns a maker has not passed since their data, or our code, moved."""
    passed = Kept.objects.across_towns().filter(
        town=OuterRef("pk"), of=maker, data_version=OuterRef("data_version"), code=code_mark()
    )
    return Town.objects.filter(~Exists(passed)).order_by("pk")


def _place(town: Town, of: str) -> tuple[int, int, str]:
    return town.pk, town.data_version, of


def _secret() -> bytes:
    return settings.SECRET_KEY.encode() + b"beffroi kept"


def _seal(town: Town, of: str, made: bytes) -> bytes:
    name = f"{town.pk}/{town.data_version}/{code_mark()}/{of}/".encode()
    return hmac.digest(_secret(), name + made, "sha256")
