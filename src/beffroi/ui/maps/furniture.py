"""Scale bar and north: what makes a picture a map."""

from __future__ import annotations

from beffroi.ui.maps.frame import Frame
from beffroi.ui.typography import number

STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
MARGIN = 24.0


def draw_furniture(frame: Frame, language: str = "fr") -> str:
    return _scale_bar(frame, language) + _north(frame)


def bar_metres(frame: Frame) -> int:
    """The round length whose bar comes closest to a sixth of the width."""
    wanted = frame.width / 6 / frame.scale
    return min(STEPS, key=lambda step: abs(step - wanted))


def _scale_bar(frame: Frame, language: str) -> str:
    metres = bar_metres(frame)
    length, y = metres * frame.scale, frame.height - MARGIN
    text = (
        f"{metres // 1000}\u00a0km" if metres >= 1000 else f"{number(metres, 0, language)}\u00a0m"
    )
    end = MARGIN + length
    return (
        f'<path class="map-scale" d="M{MARGIN:g} {y - 4:.1f}v8M{MARGIN:g} {y:.1f}H{end:.1f}M{end:.1f} {y - 4:.1f}v8"/>'
        f'<text class="map-scale-text map-halo" x="{MARGIN + length / 2:.1f}" y="{y - 7:.1f}">{text}</text>'
    )


def _north(frame: Frame) -> str:
    x, y = MARGIN + 2, MARGIN + 18
    return (
        f'<path class="map-north" d="M{x:g} {y - 22:g}l5.5 17-5.5-3.6-5.5 3.6z"/>'
        f'<text class="map-scale-text map-halo" x="{x:g}" y="{y + 12:g}">N</text>'
    )
