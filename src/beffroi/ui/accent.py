"""A town's own colour in the place of our blue: judged against every ground it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.ui.contrast import AA, least_contrast, likeness, nearest_readable
from beffroi.ui.tokens import dark, light

GROUNDS = ("paper", "raised", "sunk", "on-slate")
KEPT_FOR_MEANING = ("brick",)  # vacancy and alerts: another thing in that colour would mislead
TOO_ALIKE = 0.09  # distance in OKLab


@dataclass(frozen=True, slots=True)
class Judged:
    """`ratio`: its worst contrast on our grounds. `proposed`: the nearest that can be read."""

    colour: str
    ratio: float
    proposed: str | None
    misleads: bool

    @property
    def good(self) -> bool:
        return self.proposed == self.colour and not self.misleads


def judge(colour: str) -> Judged:
    """Whether a colour ("#rrggbb") can carry links and buttons on our light grounds."""
    tokens = light()
    grounds = [tokens[name] for name in GROUNDS]
    misleads = any(likeness(colour, tokens[name]) < TOO_ALIKE for name in KEPT_FOR_MEANING)
    ratio = least_contrast(colour, grounds)
    return Judged(colour, ratio, nearest_readable(colour, grounds, AA), misleads)


def stylesheet(accent: str) -> str:
    """The tokens a town changes, in light, in dark and on paper; "" for our own colour."""
    if not accent:
        return ""
    return (
        f":root {{{_block(accent, light())}}}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{{_block(accent, dark())}}} }}\n"
        f"@media print {{ :root {{{_block(accent, light())}}} }}\n"
    )


def link_colours(accent: str) -> tuple[str, str]:
    """A town's colour as links carry it, on our light and our dark grounds; ours for ""."""
    return _readable(accent, light()), _readable(accent, dark())


def _readable(accent: str, tokens: dict[str, str]) -> str:
    grounds = [tokens[name] for name in GROUNDS]
    found = nearest_readable(accent, grounds, AA) if accent else None
    return found or tokens["slate"]


def _block(accent: str, tokens: dict[str, str]) -> str:
    """In the dark, the nearest lighter colour that reads; a stronger one where a link is pointed at."""
    grounds = [tokens[name] for name in GROUNDS]
    colour = _readable(accent, tokens)
    deep = nearest_readable(colour, grounds, 7.0) or colour
    return f" --slate: {colour}; --slate-deep: {deep}; --focus: {colour}; "
