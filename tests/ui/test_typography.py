from __future__ import annotations

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from beffroi.ui import typography
from beffroi.ui.typography import NBSP, NNBSP, SHORT, typo, typo_html

N, F = NBSP, NNBSP
PIECES = st.lists(
    st.sampled_from(
        ["Rue", "vide", "12", "1234", " ", "  ", ":", ";", "!", "?", "%", "«", "»", "'", "...", ",", ".", "(", ")",
         "12:30", "https://a.fr/?q=1:2", "&nbsp;", "&amp;", N, F, "m²", "€", "mars", "l'an", "\n", "é", "-"]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("Quoi ?", f"Quoi{F}?"),
        ("Quoi?", f"Quoi{F}?"),
        ("Non ; oui !", f"Non{F}; oui{F}!"),
        ("Sources : OSM", f"Sources{F}: OSM"),
        ("« vide »", f"«{F}vide{F}»"),
        ("«vide»", f"«{F}vide{F}»"),
        ("12,3 %", f"12,3{F}%"),
        ("12,3%", f"12,3{F}%"),
        ("120 m²", f"120{N}m²"),
        ("le 12 mars 2026", f"le 12{N}mars 2026"),
        ("1 234 locaux", f"1{F}234{N}locaux"),
        ("l'air", "l’air"),
        ("attendez...", "attendez…"),
        ("ouvert à 12:30, ferme à 18:00", "ouvert à 12:30, ferme à 18:00"),
        ("voir https://a.fr/x?y=1;z=2!", "voir https://a.fr/x?y=1;z=2!"),
        ("Caf&eacute; &amp; bar", "Caf&eacute; &amp; bar"),
        ("shop=bakery, node:12", "shop=bakery, node:12"),
        ("écrire à a.b@ville.fr ?", f"écrire à a.b@ville.fr{F}?"),
        ("", ""),
    ],
)
def test_french_examples(plain: str, set_: str) -> None:
    assert typo(plain) == set_


@given(PIECES)
def test_set_twice_is_set_once(text: str) -> None:
    assert typo(typo(text)) == typo(text)


@given(PIECES)
def test_only_spaces_and_marks_change(text: str) -> None:
    def bare(value: str) -> str:
        return re.sub(rf"[ {N}{F}]", "", value.replace("’", "'").replace("…", "..."))

    assert bare(typo(text)) == bare(text)


@given(PIECES)
def test_other_languages_are_left_alone(text: str) -> None:
    assert typo(text, "en") == text
    assert typo_html(text, "en-gb") == text


def test_markup_is_left_alone() -> None:
    html = '<a href="/x?a=b;c" title="Quoi ?">Quoi ?</a><code>a ? b</code><script>a ? b : c</script><!-- a ? -->'
    assert typo_html(html) == html.replace(">Quoi ?<", f">Quoi{F}?<")


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=2))
def test_numbers_read_back(value) -> None:
    text = typography.number(value, 2)
    back = text.replace(F, "").replace(",", ".").replace("−", "-")
    assert abs(float(back) - float(value)) < 0.006
    assert "−0,00" not in text or value < 0


@pytest.mark.parametrize(
    ("value", "places", "french", "english"),
    [
        (1234.5, None, f"1{F}234,5", "1,234.5"),
        (1234567, None, f"1{F}234{F}567", "1,234,567"),
        (-3, None, "−3", "−3"),
        (2.5, 0, "3", "3"),
        (0, 1, "0,0", "0.0"),
        (1e20, 0, F.join(["100"] + ["000"] * 6), ",".join(["100"] + ["000"] * 6)),
        (-0.001, 1, "0,0", "0.0"),
    ],
)
def test_number_examples(value, places, french: str, english: str) -> None:
    assert typography.number(value, places) == french
    assert typography.number(value, places, "en") == english


def test_percent_and_dates() -> None:
    assert typography.percent(0.1234) == f"12,3{F}%"
    assert typography.percent(0.1234, 1, "en") == "12.3%"
    assert typography.date(dt.date(2026, 3, 12)) == f"12{N}mars 2026"
    assert typography.date(dt.date(2026, 8, 1)) == f"1er{N}août 2026"
    assert typography.date(dt.date(2026, 3, 12), "en") == f"12{N}March 2026"
    assert typography.month(dt.date(2026, 12, 1)) == "décembre 2026"
    assert typography.date(None) == typography.month(None) == typography.percent(None) == ""


def test_infinite_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        typography.number(float("inf"))


def test_filters_follow_the_language_and_escape() -> None:
    template = Template(
        "{% load beffroi_ui %}{{ text|typo }} {{ n|number:1 }} {{ r|percent }} {{ d|fr_date }}"
    )
    context = {"text": "<b>Quoi ?", "n": 1234.5, "r": 0.5, "d": dt.date(2026, 3, 1)}
    with translation.override("fr"):
        french = template.render(Context(context))
    with translation.override("en"):
        english = template.render(Context(context))
    assert french == f"&lt;b&gt;Quoi{F}? 1{F}234,5 50,0{F}% 1er{N}mars 2026"
    assert english == f"&lt;b&gt;Quoi ? 1,234.5 50.0% 1{N}March 2026"


def test_highlight_marks_between_stars() -> None:
    template = Template("{% load beffroi_ui %}{{ text|highlight }}")
    shown = template.render(Context({"text": "*9 <vides>*, dont 8"}))
    assert shown == '<mark class="finding__mark">9 &lt;vides&gt;</mark>, dont 8'
    assert template.render(Context({"text": "a * b"})) == "a * b"


def test_the_readers_language_is_meant_when_none_is_named() -> None:
    day = dt.date(2026, 5, 17)
    french, english = typography.date(day, "fr"), typography.date(day, "en")
    assert french != english
    assert typography.date(day) == french
    with translation.override("en"):
        assert (typography.date(day), typography.percent(0.084)) == (english, "8.4%")


def test_long_and_short_texts_are_set_alike() -> None:
    """Short ones are remembered: what is remembered is what would be set."""
    text = "Combien ? 12 % : « oui »…"
    again = typo(text)
    assert typo(text) == again == typo(f"{text} {'a' * SHORT}")[: len(again)]
