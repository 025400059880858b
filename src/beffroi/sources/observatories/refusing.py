"""What is no observatory: refused before its values are judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.sources.observatories.judging import Judge
from beffroi.sources.observatories.records import FORMAT, PROTOCOL
from beffroi.sources.records import UnreadableSource

MAX_BYTES = 4_000_000


def object_of(path: Path) -> Any:
    """What a file holds as JSON."""
    if path.stat().st_size > MAX_BYTES:
        said = _("« %(name)s » dépasse 4 Mo : un observatoire tient en bien moins.")
        raise UnreadableSource(said % {"name": path.name}, code="big")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        said = _(
            "« %(name)s » n’est pas un fichier JSON, ou il est coupé : téléchargez-le de nouveau."
        )
        raise UnreadableSource(said % {"name": path.name}, code="json") from error


def _no_number(word: str) -> Any:
    raise ValueError(word)  # NaN and Infinity are no JSON, though Python reads them


def refuse_strangers(data: Any, name: str) -> None:
    """Another format, or another version of ours."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        said = _(
            "« %(name)s » n’est pas un observatoire : demandez à l’autre observatoire le fichier de sa "
            "page « Données ouvertes », à « Comparer avec un autre observatoire »."
        )
        raise UnreadableSource(said % {"name": name}, code="not_observatory")
    if data.get("protocol") != PROTOCOL:
        said = _("« %(name)s » est d’une version que ce logiciel ne lit pas : mettez-le à jour.")
        raise UnreadableSource(said % {"name": name}, code="protocol")


def all_faults(judge: Judge, name: str) -> str:
    """Every fault in one sentence."""
    head = ngettext(
        "« %(name)s » a %(n)d défaut et n’a pas été enregistré :",
        "« %(name)s » a %(n)d défauts et n’a pas été enregistré :",
        judge.count,
    )
    return " ".join([head % {"name": name, "n": judge.count}, " ; ".join(judge.faults), "."])
