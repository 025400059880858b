"""Paper: typst templates set with the same tokens and type as the pages, as PDF/UA.

`compile_pdf(template, data, attachments)` sets one of `templates/`; `draw_plate` draws the cover;
`as_set(data)` gives a document's texts the typography of its language.
"""

from beffroi.ui.paper.plate import draw_plate
from beffroi.ui.paper.setting import as_set, compile_pdf

__all__ = ["as_set", "compile_pdf", "draw_plate"]
