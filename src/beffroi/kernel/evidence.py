"""The evidence ledger: what was published, on what it rests, and what must be redone."""

from __future__ import annotations

from collections.abc import Iterable

from beffroi.kernel.models import EvidenceNode


def publish(nodes: Iterable[EvidenceNode]) -> list[EvidenceNode]:
    """Enter published figures in the ledger."""
    return EvidenceNode.objects.bulk_create(list(nodes))


def of_publication(key: str) -> list[EvidenceNode]:
    """The figures of one publication, in the order they were entered."""
    return list(EvidenceNode.objects.filter(publication_key=key).order_by("pk"))


def source_removed(source_key: str, *, reason: str) -> int:
    """Flag every figure that rests on this source; return how many."""
    resting = EvidenceNode.objects.filter(source_keys__contains=[source_key])
    return resting.update(state=EvidenceNode.State.TO_REDO, redo_reason=reason[:200])


def source_restored(source_key: str, *, still_gone: Iterable[str]) -> int:
    """A source is back: figures that rest on no other missing one are good again."""
    nodes = EvidenceNode.objects.filter(
        state=EvidenceNode.State.TO_REDO, source_keys__contains=[source_key]
    )
    for key in still_gone:
        nodes = nodes.exclude(source_keys__contains=[key])
    return nodes.update(state=EvidenceNode.State.CURRENT, redo_reason="")
