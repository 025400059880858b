"""A diagnosis set for paper, arranged for the screen: the same words, tables as cells."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

INLINE = frozenset({"series"})  # drawn in the page, whose colours and fonts it takes


def on_screen(paper: dict[str, Any], drawings: dict[str, str]) -> dict[str, Any]:
    """Sections with their figures whole and their blocks ready for the components."""
    by_code = {figure["code"]: _anchored(figure) for figure in paper["figures"]}
    parts = [
        {
            "finding": part["finding"],
            "figures": [
                by_code[call["code"]] | {"brief": call["brief"]} for call in part["called"]
            ],
            "items": [_block(block, drawings) for block in (*part["beside"], *part["below"])],
        }
        for part in paper["sections"]
    ]
    return {**paper, "figures": list(by_code.values()), "parts": parts}


def _anchored(figure: dict[str, Any]) -> dict[str, Any]:
    return {**figure, "anchor": f"#preuve-{figure['code']}"}


def _block(block: dict[str, Any], drawings: dict[str, str]) -> dict[str, Any]:
    if block["kind"] == "drawing":
        svg = drawings[block["name"]] if block["name"] in INLINE else ""
        return {**block, "svg": mark_safe(svg)}  # noqa: S308 — our own drawing, stored as published
    if block["kind"] == "table":
        return {**block, **_table(block)}
    if block["kind"] == "bars":
        return {**block, "drawn": [_bar(row) for row in block["rows"]]}
    return block


def _table(block: dict[str, Any]) -> dict[str, Any]:
    numeric = [side == "right" for side in block["align"]]
    rows = [*block["rows"], *([block["total"]] if block["total"] else [])]
    return {
        "heads": _cells(block["columns"], numeric),
        "lines": [_cells(row, numeric) for row in rows],
    }


def _cells(values: list[Any], numeric: list[bool]) -> list[dict[str, Any]]:
    return [{"value": v, "numeric": n} for v, n in zip(values, numeric, strict=True)]


def _bar(row: list[Any]) -> dict[str, Any]:
    key, label, value, _count, share, _colour = row
    return {
        "key": key, "label": label, "value": value, "href": "", "share": None, "note": share,
    }  # fmt: skip
