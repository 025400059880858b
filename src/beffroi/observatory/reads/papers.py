"""The PDF of a diagnosis: kept since it was published, or set again when something changed."""

from __future__ import annotations

import hashlib

from django.core.cache import caches

import beffroi
from beffroi.observatory.models import Diagnosis, KeptPaper
from beffroi.observatory.reads.diagnoses import nodes_of
from beffroi.observatory.reads.printing import Nodes, for_paper
from beffroi.ui.paper import compile_pdf

KEPT = 3600  # seconds a paper set again stays in memory


def paper_of(row: Diagnosis) -> bytes:
    """PDF/UA; the same bytes until the software or the state of the ledger changes."""
    nodes = nodes_of(row)
    mark = mark_of(nodes)
    held = KeptPaper.objects.of(row.town).filter(diagnosis=row, mark=mark)
    pdf = held.values_list("pdf", flat=True).first()
    if pdf is not None:
        return bytes(pdf)
    memory, key = caches["pages"], f"diagnosis/{row.pk}/{mark}"
    again: bytes | None = memory.get(key)
    if again is None:
        again = set_paper(row, nodes)
        memory.set(key, again, KEPT)
    return again


def mark_of(nodes: Nodes) -> str:
    """Changes with the software and with every figure that must be redone."""
    said = [beffroi.__version__, *(f"{n.pk}{n.state}{n.redo_reason}" for n in nodes.values())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]


def set_paper(row: Diagnosis, nodes: Nodes) -> bytes:
    """Compile the PDF from what was stored: about a second."""
    data = for_paper(row, nodes)
    return compile_pdf("diagnosis", data, row.content["drawings"], printed_at=row.published_at)
