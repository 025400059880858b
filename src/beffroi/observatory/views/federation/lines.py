"""The lines of a nomenclature on its page: what is written beside each word, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.observatory.models import LocalTerm, Nomenclature
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.views.federation.printing import states_known, trades_known
from beffroi.premises.reads.meanings import proposed, read_back
from beffroi.sources.observatories import ToldTerm

NONE = "aucun"


@dataclass(frozen=True, slots=True)
class Line:
    """One term on the page: what is written beside it, whether it was refused or proposed."""

    pk: int
    term: ToldTerm
    written: str
    origin: str = ""
    refused: bool = False


def offered_to(kind: str) -> dict[str, str]:
    """What a word of this kind may be called in common, with "no equivalent" first."""
    known = trades_known() if kind == LocalTerm.Kind.TRADE else states_known()
    return {"": _("sans équivalent"), **known}


def meant(line: Line) -> str | None:
    """The common code of what stands on a line; None when nothing does."""
    if not line.written.strip():
        return None
    return _code(line.written, line.term.kind)


def _code(text: str, kind: str) -> str | None:
    known = {code or NONE: words for code, words in offered_to(kind).items()}
    found = read_back(text, known)
    return "" if found == NONE else found or None


def lines_of(nomenclature: Nomenclature | None, sent: Any = None) -> list[Line]:
    """Every term with what it is called, those to decide first."""
    today = timezone.localdate()
    found = []
    for pk, term in reads.terms_of(nomenclature).items():
        words = offered_to(term.kind)
        common = term.on(today)
        written, origin = ("", "") if common is None else (words.get(common, common), "decided")
        if common is None and sent is None:
            written = words.get(proposed(term.code, term.label).removeprefix("occupied:"), "")
            origin = "proposed" if written else ""
            written = "" if origin and written == words[""] else written
        if sent is not None:
            written = str(sent.get(f"term_{pk}", written))[:120]
        refused = bool(written.strip()) and sent is not None and _code(written, term.kind) is None
        found.append(Line(pk, term, written, origin, refused))
    rank = {"": 0, "proposed": 1, "decided": 2}
    return sorted(found, key=lambda one: (not one.refused, rank[one.origin], one.term.code))
