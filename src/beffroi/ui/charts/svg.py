"""From a chart to markup fit for a strict page: no style, colours as classes, text as text."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

from beffroi.ui.charts.theme import FRENCH_NUMBERS, FRENCH_TIME, config, theme_colours

FONTS = Path(__file__).parents[1] / "paper" / "fonts"
SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
DROPPED = ("style", "role", "class", "pointer-events", "cursor", "xml:space")
_fonts_known = False


def to_svg(
    chart: alt.TopLevelMixin, *, title: str, description: str = "", language: str = "fr"
) -> str:
    """The SVG of a chart; `title` and `description` say to those who cannot see what is seen.

    Colours are presentation attributes (paper reads them) and classes `c-…` for fill, `cs-…` for
    stroke (the page repaints them in its own scheme). Drawn once for the same input.
    """
    spec = json.dumps(chart.to_dict(validate=False), sort_keys=True, default=str)
    return _drawn(spec, title, description, language[:2])


@lru_cache(maxsize=512)
def _drawn(spec: str, title: str, description: str, language: str) -> str:
    _register_fonts()
    french = language == "fr"
    raw = vl_convert.vegalite_to_svg(
        json.loads(spec),
        config=config(),
        format_locale=FRENCH_NUMBERS if french else None,
        time_format_locale=FRENCH_TIME if french else None,
    )
    key = "g" + hashlib.sha256((spec + title + language).encode()).hexdigest()[:8]
    return _clean(raw, title, description, key)


def _register_fonts() -> None:
    global _fonts_known
    if not _fonts_known:
        vl_convert.register_font_directory(str(FONTS))
        _fonts_known = True


def _clean(raw: str, title: str, description: str, key: str) -> str:
    ET.register_namespace("", SVG)
    root = ET.fromstring(raw)  # noqa: S314 — markup our own renderer has just written
    for parent in root.iter():
        for child in [c for c in parent if c.get("display") == "none" or c.get("d") == ""]:
            parent.remove(child)
    for element in root.iter():
        _clean_element(element, key)
    _name(root, title, description, key)
    return ET.tostring(root, encoding="unicode")


def _clean_element(element: ET.Element, key: str) -> None:
    for name in [n for n in element.attrib if n in DROPPED or n.startswith("aria-")]:
        del element.attrib[name]
    if XLINK_HREF in element.attrib:
        element.set("href", element.attrib.pop(XLINK_HREF))
    for name, value in element.attrib.items():
        if name == "id":
            element.set("id", f"{key}-{value}")
        elif "url(#" in value:
            element.set(name, value.replace("url(#", f"url(#{key}-"))
        elif name == "href" and value.startswith("#"):
            element.set("href", f"#{key}-{value[1:]}")
    _paint(element)


def _paint(element: ET.Element) -> None:
    colours = theme_colours()
    classes = [
        f"{prefix}-{colours[value]}"
        for prefix, name in (("c", "fill"), ("cs", "stroke"))
        if (value := element.get(name, "").lower()) in colours
    ]
    if classes:
        element.set("class", " ".join(classes))


def _name(root: ET.Element, title: str, description: str, key: str) -> None:
    root.attrib.pop("version", None)
    root.set("class", "chart__svg")
    root.set("role", "img")
    described = [("title", title, f"{key}-t")]
    if description:
        described.append(("desc", description, f"{key}-d"))
    root.set("aria-labelledby", " ".join(ident for _, _, ident in described))
    for index, (tag, text, ident) in enumerate(described):
        node = ET.Element(f"{{{SVG}}}{tag}", {"id": ident})
        node.text = text
        root.insert(index, node)
