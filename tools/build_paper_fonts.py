"""Make the static fonts of paper and charts from the variable ones of the npm packages.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools brotli
    npm pack @fontsource-variable/inter @fontsource-variable/bricolage-grotesque   # then untar both
    /tmp/fonts/bin/python tools/build_paper_fonts.py INTER_DIR BRICOLAGE_DIR

Adds what the latin subset lacks and French needs: the narrow and thin spaces, Ÿ and the letters of
neighbours' names. Both fonts are under the OFL without a reserved name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).parents[1] / "src" / "beffroi" / "ui" / "paper" / "fonts"
FAMILIES = {
    "Inter": {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700},
    "Bricolage Grotesque": {"SemiBold": 600, "Bold": 700, "ExtraBold": 800},
}
NEIGHBOURS = "ŸŠšŽžČčŁłĞğİŞşćęąńżőř"
SPACES = {0x202F: 0.2, 0x2009: 0.2}  # width in em
VARIABLE = ("STAT", "fvar", "avar", "HVAR", "MVAR")


def instance(folder: Path, part: str, weight: int) -> TTFont:
    """One weight of one subset ("latin", "latin-ext") of a package's `files` folder."""
    found = next((folder / "files").glob(f"*-{part}-wght-normal.woff2"))
    font = TTFont(found)
    font.flavor = None
    return instantiateVariableFont(font, {"wght": weight})


def map_to(font: TTFont, code: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def add_letters(font: TTFont, other: TTFont) -> None:
    have, theirs = font.getBestCmap(), other.getBestCmap()
    for code in map(ord, NEIGHBOURS):
        if code in have or code not in theirs:
            continue
        recording, pen = DecomposingRecordingPen(other.getGlyphSet()), TTGlyphPen(None)
        other.getGlyphSet()[theirs[code]].draw(recording)
        recording.replay(pen)
        name = f"ext_{theirs[code]}"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = other["hmtx"][theirs[code]]
        map_to(font, code, name)


def add_spaces(font: TTFont) -> None:
    for code, em in SPACES.items():
        if code not in font.getBestCmap():
            name = f"uni{code:04X}"
            font["glyf"][name] = Glyph()
            font["hmtx"][name] = (round(font["head"].unitsPerEm * em), 0)
            map_to(font, code, name)


def rename(font: TTFont, family: str, style: str, weight: int) -> None:
    """Names by which typst and the chart renderer find family and weight."""
    table, plain = font["name"], style in {"Regular", "Bold"}
    table.names = [record for record in table.names if record.nameID in {0, 5, 8, 9, 11, 13, 14}]
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {
        1: family if plain else f"{family} {style}", 2: style if plain else "Regular",
        3: f"{postscript};beffroi", 4: f"{family} {style}", 6: postscript, 16: family, 17: style,
    }  # fmt: skip
    for ident, text in names.items():
        table.setName(text, ident, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection &= ~0b1100001
    font["OS/2"].fsSelection |= {"Bold": 1 << 5, "Regular": 1 << 6}.get(style, 0)
    font["head"].macStyle = int(style == "Bold")
    for tag in VARIABLE:
        if tag in font:
            del font[tag]


def build(family: str, folder: Path) -> None:
    for style, weight in FAMILIES[family].items():
        font = instance(folder, "latin", weight)
        add_letters(font, instance(folder, "latin-ext", weight))
        add_spaces(font)
        rename(font, family, style, weight)
        font.save(OUT / f"{family.replace(' ', '')}-{style}.ttf")


if __name__ == "__main__":
    for name, given in zip(FAMILIES, sys.argv[1:3], strict=True):
        build(name, Path(given))
