"""Contrast and distinctness, computed from the tokens themselves."""

from __future__ import annotations

from itertools import combinations

import pytest

from beffroi.ui import families, tokens

from .colour import SIGHT, ciede2000, contrast, lab

SCHEMES = {"light": tokens.light, "dark": tokens.dark, "print": tokens.printed}
READ_ON = ("paper", "raised", "sunk")
WORDS = ("ink", "ink-2", "slate", "slate-deep", "brick", "moss", "amber-ink")
APART = 8.0  # CIEDE2000; about four just noticeable differences, and a symbol stands beside


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_ciede2000_agrees_with_the_published_pairs(one, other, expected) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=2e-4)


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", READ_ON)
@pytest.mark.parametrize("word", WORDS)
def test_words_are_read_at_4_5(scheme: str, ground: str, word: str) -> None:
    values = SCHEMES[scheme]()
    assert contrast(values[word], values[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("on-slate", "slate"), ("ink", "brick-soft"), ("ink", "moss-soft"), ("ink", "amber-soft"),
        ("brick", "brick-soft"), ("map-label", "map-ground"), ("map-label", "map-halo"),
    ],
)  # fmt: skip
def test_words_on_fills_are_read_at_4_5(scheme: str, word: str, ground: str) -> None:
    values = SCHEMES[scheme]()
    assert contrast(values[word], values[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_family_colours_stand_out_from_the_ground_and_carry_their_glyph(scheme: str) -> None:
    values = SCHEMES[scheme]()
    for key in [*families.BY_KEY, "other"]:
        assert contrast(values[f"f-{key}"], values["paper"]) >= 3, key
        assert contrast(values[f"f-{key}"], values["f-glyph"]) >= 3, key


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_families_are_told_apart_by_every_sight(scheme: str, sight: str) -> None:
    colours = {key: families.hex_of(key, scheme) for key in [*families.BY_KEY, families.VACANT]}  # type: ignore[arg-type]
    assert len(colours) == 9
    for (one, first), (other, second) in combinations(colours.items(), 2):
        assert ciede2000(lab(first, sight), lab(second, sight)) >= APART, (one, other)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_css_repeats_the_families(scheme: str) -> None:
    values = SCHEMES[scheme]()
    of = "dark" if scheme == "dark" else "light"
    for key in families.BY_KEY:
        assert values[f"f-{key}"] == families.hex_of(key, of)  # type: ignore[arg-type]
    assert values["brick"] == families.VACANT_HEX[of]  # type: ignore[index]
    assert values["f-other"] == families.OTHER_HEX[of]  # type: ignore[index]


def test_each_family_has_a_glyph_of_its_own() -> None:
    glyphs = [family.glyph for family in families.FAMILIES]
    assert len(set(glyphs)) == len(glyphs) == 8
    assert families.css_key("nothing known") == "other"
    assert families.css_key(families.VACANT) == "vacant"
