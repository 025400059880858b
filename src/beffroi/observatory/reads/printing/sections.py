"""The findings as printed, page by page: figures called, blocks placed."""

from __future__ import annotations

from typing import Any

from beffroi.observatory.reads.printing.figures import Nodes, note_of, redo
from beffroi.observatory.rules.findings_told import node_of
from beffroi.ui import families
from beffroi.ui.tokens import printed

BESIDE = frozenset({"text", "head", "bars"})  # what fits beside the figures
TAIL = 12  # characters that may not stand alone on a title's last line


def printed_sections(content: Any, state: str, nodes: Nodes) -> list[dict[str, Any]]:
    """Each with its figures called: a note where one first appears, a caveat said once."""
    figures = {figure["code"]: figure for figure in content["figures"]}
    noted: set[str] = set()
    parts = []
    for part in content["sections"]:
        called = _called(part, figures, content, state, noted)
        noted |= {figure["code"] for figure in called}
        blocks = [_block(block, nodes) for block in part["blocks"]]
        beside = [block for block in blocks if called and block["kind"] in BESIDE]
        parts.append(
            {
                "kicker": part["kicker"],
                "finding": bound(part["finding"]),
                "called": called,
                "row": part.get("row", False),
                "beside": beside,
                "below": [block for block in blocks if block not in beside],
            }
        )
    return parts


def bound(title: str) -> str:
    """A title whose last line never holds a few characters alone."""
    words = title.split(" ")
    kept = words.pop()
    while words and len(words[-1]) + 1 + len(kept) <= TAIL:
        kept = f"{words.pop()}\u00a0{kept}"
    if words and len(kept) < TAIL:
        kept = f"{words.pop()}\u00a0{kept}"
    return " ".join([*words, kept])


def _called(
    part: Any, figures: dict[str, Any], content: Any, state: str, noted: set[str]
) -> list[dict[str, Any]]:
    if not part.get("aside", True):
        return []
    called: list[dict[str, Any]] = []
    said = {part["finding"]}
    for code in part["figures"]:
        figure = figures[code]
        first = code not in noted
        full = not any(other["first"] for other in called)
        repeated = any(text.startswith(figure["sentence"].rstrip(".")) for text in said)
        brief = "" if repeated else figure["sentence"]
        said.add(figure["sentence"] or part["finding"])
        note = note_of(figure, content, state, full=full) if first else ""
        called.append({"code": code, "first": first, "brief": brief, "note": note})
    return called


def _block(block: dict[str, Any], nodes: Nodes) -> dict[str, Any]:
    """What the template needs beside what was stored: colours, descriptions, empty totals."""
    if block["kind"] == "bars":
        rows = [
            [*row, families.hex_of(row[0]) if row[0] else printed()["slate"]]
            for row in block["rows"]
        ]
        return {**block, "rows": rows}
    if block["kind"] == "table":
        return {"bar": -1, "total": [], "note": "", **block}
    if block["kind"] == "head":
        return {**block, "text": bound(block["text"])}
    if block["kind"] == "finding":
        return {**block, "redo": redo(nodes.get(node_of(block["key"]))) or block["why"]}
    if block["kind"] == "drawing":
        return {"legend": [], "fill": block["name"] == "map", **block}
    return block  # fmt: skip
