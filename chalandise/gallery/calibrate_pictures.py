"""The picture of `calibrate`."""

from __future__ import annotations

import numpy as np
from calibrate import ASKED, SURVEYS, TRUTH, VILLAGES, again
from charts import Axis, Row, dots
from drawing import ACCENT, COOL, WARM, Picture

NOTE = (
    f"SIMULATED: {SURVEYS} surveys of {VILLAGES} villages, {ASKED} respondents each, drawn from a "
    "known model.",
    "Dot: mean of the estimates; bar: where 95% of them fall; upright line: the truth.",
)
COLOURS = (COOL, ACCENT, WARM)
PANELS = (
    ("γ, the attraction of size", "gamma", Axis(0.4, 1.1, words="{:.1f}"), [0.4, 0.6, 0.8, 1.0]),
    ("λ, the weight of distance", "lam", Axis(1.2, 2.0, words="{:.1f}"), [1.2, 1.4, 1.6, 1.8, 2.0]),
)


def estimates_chart() -> Picture:
    """Where each method's estimates fall, beside the truth."""
    made = Picture(
        "Which calibration finds the truth",
        "Maximum likelihood reads zeros as they are; the regression of logarithms cannot",
        NOTE, (780, 410),
    )  # fmt: skip
    for panel, (words, name, axis, ticks) in enumerate(PANELS):
        top = 104 + 145 * panel
        made.text((24, top - 8), words, weight="600")
        dots(made, _rows(panel, TRUTH.parameters[name]), axis, ticks, top)
    return made


def _rows(column: int, truth: float) -> list[Row]:
    found = []
    for (method, samples), colour in zip(again().items(), COLOURS, strict=True):
        low, high = np.quantile(samples[:, column], [0.025, 0.975])
        mean = float(samples[:, column].mean())
        aside = f"{mean:.2f}, truth {truth:g}"
        found.append(Row(method, mean, low, high, aside, truth, colour))
    return found


def pictures() -> dict[str, Picture]:
    return {"calibration": estimates_chart()}


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(name)
