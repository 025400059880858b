"""The parts of a mail's text: paragraphs, lists, and the link that a button carries."""

from __future__ import annotations

from dataclasses import dataclass

PARAGRAPH, POINTS, LINK = "paragraph", "points", "link"
DASH = "- "


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text: its lines, without the dashes of a list."""

    kind: str
    lines: tuple[str, ...]


def parts_of(text: str, link: str = "") -> list[Part]:
    """The text cut at empty lines; lines that begin with a dash make a list, `link` alone a button."""
    found: list[Part] = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        plain = tuple(line for line in lines if not line.startswith(DASH))
        points = tuple(line.removeprefix(DASH) for line in lines if line.startswith(DASH))
        if plain:
            found.append(Part(LINK if link and plain == (link,) else PARAGRAPH, plain))
        if points:
            found.append(Part(POINTS, points))
    return found
