"""Charts written once with altair, drawn as SVG for page and paper.

`to_svg(chart)` gives markup that passes a strict CSP (classes and presentation attributes only),
whose text stays text in our fonts, with <title> and <desc>; the same input is drawn once.
"""

from beffroi.ui.charts.bars import bars_by_family, flows
from beffroi.ui.charts.lines import line_with_threshold, survival_curve
from beffroi.ui.charts.svg import to_svg

__all__ = ["bars_by_family", "flows", "line_with_threshold", "survival_curve", "to_svg"]
