"""Panoramas the worker counted beforehand, shared by every web process through PostgreSQL.

Key: town, day, perimeter, inhabitants, `data_version` and the text of our own code. Whatever of
these moves, the row is not found and the page counts for itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import pickle
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

import chalandise
from beffroi.observatory.models import KeptPanorama
from beffroi.territory.models import Perimeter, Town

SEAL = 32  # bytes before the value: only our own processes know the secret
CODE = ("kernel", "merchants", "observatory", "premises", "territory")


def key_of(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> str:
    """Names what is kept of a town: inhabitants may be corrected without a file being read."""
    return f"{on or '-'}/{perimeter.pk if perimeter else '-'}/{town.population or '-'}"


@cache
def code_mark() -> str:
    """Sixteen characters that change with any line of the code that counts; read once a process."""
    root = Path(__file__).resolve().parents[2]
    found = hashlib.sha256()
    folders = [Path(str(chalandise.__file__)).parent, *(root / context for context in CODE)]
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def kept_panorama(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> Any:
    """What was kept for just this; None when nothing was, or when it is not of our making."""
    rows = KeptPanorama.objects.of(town).filter(
        of=key_of(town, on, perimeter), data_version=town.data_version, code=code_mark()
    )
    value = rows.values_list("value", flat=True).first()
    return None if value is None else unsealed(bytes(value))


def sealed(value: Any) -> bytes:
    """A value as it is kept, behind a seal drawn from the installation's secret."""
    made = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _seal(made) + made


def unsealed(kept: bytes) -> Any:
    """The value of `sealed`; None when the seal is another's: nothing of it is then read."""
    if not hmac.compare_digest(_seal(kept[SEAL:]), kept[:SEAL]):
        return None
    return pickle.loads(kept[SEAL:])  # noqa: S301 - sealed by ourselves


def _seal(made: bytes) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode() + b"beffroi panorama", made, "sha256")


def towns_behind() -> QuerySet[Town]:
    """Towns whose panorama is not kept as their data and our code are now."""
    held = KeptPanorama.objects.across_towns().filter(
        town=OuterRef("pk"), data_version=OuterRef("data_version"), code=code_mark()
    )
    return Town.objects.filter(~Exists(held)).order_by("pk")
