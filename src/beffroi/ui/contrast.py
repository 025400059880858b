"""Colours that can be read: WCAG contrast, and the nearest colour that has enough of it.

OKLab (Ottosson 2020) keeps hue and strength while only lightness moves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

HEX = re.compile(r"#[0-9a-f]{6}")
AA = 4.5  # WCAG 2, text of ordinary size
STEPS = 400

Lab = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours ("#rrggbb"), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, against: Iterable[str]) -> float:
    """The worst of its contrasts."""
    return min(contrast(colour, other) for other in against)


def likeness(one: str, other: str) -> float:
    """Distance of two colours in OKLab: 0 for the same, 1 from black to white."""
    return math.dist(_oklab(one), _oklab(other))


def nearest_readable(colour: str, against: Iterable[str], ratio: float = AA) -> str | None:
    """The colour itself, or the nearest in lightness that reaches `ratio` against them all.

    None when no lightness does: the others leave no room.
    """
    others = tuple(against)
    lightness, a, b = _oklab(colour)
    tried = (lightness + sign * step / STEPS for step in range(STEPS + 1) for sign in (-1, 1))
    for wanted in tried:
        if 0 <= wanted <= 1:
            found = _hex((wanted, a, b))
            if least_contrast(found, others) >= ratio:
                return colour if wanted == lightness else found
    return None


def _linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> Lab:
    r, g, b = _linear(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    mid = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )


def _hex(lab: Lab) -> str:
    """Back to sRGB; a colour outside loses strength until it fits."""
    lightness, a, b = lab
    for keep in range(50, -1, -1):
        parts = _rgb((lightness, a * keep / 50, b * keep / 50))
        if all(-1e-4 <= part <= 1 + 1e-4 for part in parts):
            break
    return "#" + "".join(f"{round(255 * _gamma(min(1, max(0, part)))):02x}" for part in parts)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _rgb(lab: Lab) -> tuple[float, float, float]:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
