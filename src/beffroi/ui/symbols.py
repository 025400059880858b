"""The SVG sprite: family symbols (`m-…`) and icons (`i-…`), once per page, used by id."""

from __future__ import annotations

from functools import cache

from beffroi.ui.families import css_key, symbols
from beffroi.ui.icons import ICONS


def family_symbols() -> str:
    """The `<symbol>` elements of the families, the unknown activity and the vacant mark."""
    return "".join(
        f'<symbol id="m-{key}" viewBox="0 0 20 20">{inner}</symbol>' for key, inner in symbols()
    )


@cache
def sprite() -> str:
    """The hidden SVG every page starts with; classes only, no style attribute."""
    icons = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 24 24"><path d="{path}"/></symbol>'
        for name, path in ICONS.items()
    )
    return (
        '<svg class="sprite" aria-hidden="true" focusable="false"><defs>'
        f"{family_symbols()}{icons}</defs></svg>"
    )


def mark(key: str, size: str = "") -> str:
    """One family symbol as inline SVG, silent for readers: its name always stands beside it."""
    classes = f"mark mark--{size}" if size else "mark"
    return (
        f'<svg class="{classes}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        f'<use href="#m-{css_key(key)}"/></svg>'
    )


def icon(name: str) -> str:
    """One icon as inline SVG, silent for readers. An unknown name is a mistake of ours."""
    if name not in ICONS:
        raise KeyError(f"no icon named {name!r}")
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>'
