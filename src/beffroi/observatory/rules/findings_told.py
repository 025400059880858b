"""The findings of a diagnosis as plain data: question, method, sources, finding, proposed action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.chapters import CHAPTERS, QUESTIONS, Chapter, place_of
from beffroi.observatory.rules.moving import MOVEMENTS, Movement, Told, change, compared, of_finding

NODE = "finding:"
MOST_BROUGHT = 3  # figures of a chapter that a finding rests on, when nobody chose them


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as its author holds it, with what the diagnosis before said of its figures."""

    key: str
    chapter: str
    question: str
    method: str
    text: str
    action: str
    codes: tuple[str, ...] = ()
    source_keys: tuple[str, ...] = ()
    paper: str = ""
    carried: bool = False
    text_then: str = ""
    then: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # plain figures, by code


def node_of(key: str) -> str:
    """Names a finding in the evidence ledger."""
    return f"{NODE}{key}"


def told_of(figure: Mapping[str, Any] | None, unit: str, redo: str = "") -> Told | None:
    """A plain figure as it is compared; None when the diagnosis has none."""
    if figure is None:
        return None
    return Told(
        figure["verdict"],
        figure["value"],
        unit,
        figure["formula_id"],
        redo or figure.get("redo", ""),
    )


def told(
    draft: Draft,
    now: Mapping[str, Mapping[str, Any]],
    units: Mapping[str, str],
    labels: Mapping[str, str],
    redo: str = "",
) -> dict[str, Any]:
    """A finding set down: its figures then and now, and what became of it.

    `now` are plain figures by code; `units` as the registry names them; `labels` name the sources;
    `redo` says which of its own sources was withdrawn since.
    """  # fmt: skip
    rows = [_row(code, draft, now, units) for code in draft.codes]
    movement = _movement(draft, rows, redo)
    return {
        "key": draft.key, "chapter": draft.chapter, "chapter_label": str(CHAPTERS[Chapter(draft.chapter)]),
        "question": draft.question, "method": draft.method, "text": draft.text,
        "action": draft.action, "codes": list(draft.codes), "paper": draft.paper,
        "source_keys": list(draft.source_keys),
        "sources": [labels[key] for key in draft.source_keys if key in labels],
        "carried": draft.carried, "text_then": draft.text_then, "rows": rows,
        "movement": movement.value, "movement_label": str(MOVEMENTS[movement]), "why": redo,
    }  # fmt: skip


def _movement(draft: Draft, rows: Iterable[Mapping[str, Any]], redo: str) -> Movement:
    if not draft.carried:
        return Movement.NEW
    if redo:
        return Movement.REDO
    return of_finding(Movement(row["movement"]) for row in rows)


def _row(
    code: str, draft: Draft, now: Mapping[str, Mapping[str, Any]], units: Mapping[str, str]
) -> dict[str, Any]:
    before, after = draft.then.get(code), now.get(code)
    unit = units.get(code, "")
    past, present = told_of(before, unit), told_of(after, unit)
    judged = compared(past, present) if draft.carried else None
    named = after or before or {}
    return {
        "code": code, "label": named.get("label", code), "then": shown(before), "now": shown(after),
        "movement": judged.movement.value if judged else Movement.NEW.value,
        "movement_label": str(MOVEMENTS[judged.movement]) if judged else "",
        "change": str(change(past, present)) if judged else "",
        "why": str(judged.sentence) if judged else "",
    }  # fmt: skip


def shown(figure: Mapping[str, Any] | None) -> str:
    """A plain figure in a cell: its value and unit, or that it cannot be told."""
    if figure is None:
        return "–"
    if not figure["shown"]:
        return str(_("on ne peut pas dire"))
    text = " ".join(part for part in (figure["shown"], figure["unit"]) if part)
    return (
        str(_("au moins %(value)s")) % {"value": text} if figure["verdict"] == "at_least" else text
    )


def brought_forward(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a published diagnosis hands to the next: its findings, or its chapters when it has none."""
    if content.get("findings"):
        return [dict(one) for one in content["findings"]]
    return [
        _of_section(part, content) for part in content["sections"] if part["slug"] in set(CHAPTERS)
    ]


def _of_section(part: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """A chapter drawn from data alone, as a finding that an author may take up."""
    codes = list(part["figures"])[:MOST_BROUGHT]
    formulas = {figure["code"]: figure["formula"] for figure in content["figures"]}
    return {
        "key": f"chapitre-{part['slug']}", "chapter": part["slug"],
        "question": str(QUESTIONS[Chapter(part["slug"])]),
        "method": " ; ".join(formulas[code] for code in codes if code in formulas),
        "text": part["finding"], "action": "", "codes": codes, "source_keys": [], "paper": "",
    }  # fmt: skip


def in_order(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings chapter by chapter, numbered; within one, as they were ranked."""
    ranked = sorted(findings, key=lambda one: place_of(one["chapter"]))
    return [{**one, "n": n} for n, one in enumerate(ranked, 1)]


def section(findings: list[dict[str, Any]], previous: Mapping[str, Any] | None) -> dict[str, Any]:
    """The page of the findings, after the chapters drawn from data."""
    return {
        "slug": "constats",
        "kicker": str(_("Les constats et ce qu’ils demandent")),
        "finding": title(findings, previous),
        "figures": list(dict.fromkeys(code for one in findings for code in one["codes"])),
        "aside": False,
        "blocks": [{"kind": "finding", **one} for one in findings],
    }


def title(findings: list[dict[str, Any]], previous: Mapping[str, Any] | None) -> str:
    """How many findings moved since the diagnosis before."""
    if previous is None:
        return str(_("Nos constats, et ce qu’ils demandent"))
    carried = [one for one in findings if one["carried"]]
    moved = sum(one["movement"] == Movement.MOVED for one in carried)
    redo = sum(one["movement"] == Movement.REDO for one in carried)
    text = _("%(moved)d constats sur %(n)d ont bougé depuis le diagnostic n° %(number)d")
    if moved == 1:
        text = _("Un constat sur %(n)d a bougé depuis le diagnostic n° %(number)d")
    if not moved:
        text = _("Aucun des %(n)d constats n’a bougé depuis le diagnostic n° %(number)d")
    said = str(text) % {"moved": moved, "n": len(carried), "number": previous["number"]}
    return said + (str(_(", %(n)d à refaire")) % {"n": redo} if redo else "")
