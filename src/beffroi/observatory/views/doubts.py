"""What cannot be said, one reason at a time rather than one refusal after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.views.asked import Asked


@dataclass(slots=True)
class Doubt:
    """One reason, the indicators it silences, and what would be needed."""

    reason: str
    items: list[dict[str, Any]] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


def doubts_of(asked: Asked, figures: Iterable[Figure]) -> list[Doubt]:
    """Refusals grouped by their reason, the reason that silences most first."""
    found: dict[str, Doubt] = {}
    for figure in figures:
        if figure.verdict not in ("cannot_tell", "withheld"):
            continue
        reason = str(figure.sentence)
        known = registry.get(figure.code)
        doubt = found.setdefault(reason, Doubt(reason))
        doubt.items.append({"label": known.label, "href": asked.figure_href(known)})
        if not doubt.needs:
            doubt.needs.append(str(known.needs))
    for doubt in found.values():  # a reason that says already what is needed says it once
        doubt.needs = [need for need in doubt.needs if need not in doubt.reason]
    return sorted(found.values(), key=lambda doubt: -len(doubt.items))
