"""The sentences of the rules exist in English, with the same blanks."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.utils import translation

from beffroi.observatory import rules
from beffroi.observatory.rules.findings import finding
from beffroi.observatory.rules.registry import compute, compute_all
from beffroi.observatory.rules.sentences import count, decimal, percent, shown, signed
from beffroi.ui.catalogues import compile_all
from tests.observatory.stocks import NOBODY_KNOWS, plain, stock

FOLDER = Path(rules.__file__).parent
# a sentence stands once, in the lowest context that says it
CATALOGUES = sorted(FOLDER.parents[1].glob("*/locale/en/LC_MESSAGES/django.po"))
BLANK = re.compile(r"%\(\w+\)[sd]|%%")


def messages():
    keywords = {"_": None, "ngettext_lazy": (1, 2)}
    found = extract_from_dir(FOLDER, method_map=[("**.py", "python")], keywords=keywords)
    return [message for _file, _line, message, _comments, _context in found]


@pytest.fixture
def english():
    compile_all()
    with translation.override("en"):
        yield


def test_every_sentence_of_the_rules_is_translated_with_the_same_blanks():
    catalogues = [read_po(io.BytesIO(path.read_bytes()), locale="en") for path in CATALOGUES]
    asked = messages()
    assert len(asked) > 200
    for message in asked:
        msgid = message if isinstance(message, str) else message[0]
        entry = next((one[msgid] for one in catalogues if msgid in one), None)
        assert entry is not None, message
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), message
        wanted = message if isinstance(message, str) else message[1]
        assert sorted(BLANK.findall(forms[-1])) == sorted(BLANK.findall(wanted)), message


@pytest.mark.parametrize(
    ("value", "french"),
    [
        (percent(0.0667), "6,7 %"),
        (percent(0.1), "10 %"),
        (percent(0.0625, 2), "6,25 %"),
        (count(1234567), "1 234 567"),
        (count(85_000), "85 000"),
        (count(-1500), "−1 500"),
        (decimal(12.8), "12,8"),
        (decimal(-0.25), "−0,3"),
        (decimal(1234.5), "1 234,5"),
        (signed(5), "+5"),
        (signed(-1200), "−1 200"),
        (shown(709.5, "days"), "710 jours"),
        (shown(1.565, "nat"), "1,57"),
        (shown(None, "ratio"), "–"),
    ],
)
def test_numbers_the_french_way(value, french):
    assert plain(value) == french


def test_zero_is_singular_in_french():
    compile_all()
    text = finding({"vacancy_count": compute("vacancy_count", stock(0, 0))})
    assert plain(text) == "Rien n’est encore connu ici"
    assert plain(shown(0, "days")) == "0 jour"


@pytest.mark.usefixtures("english")
def test_numbers_and_sentences_the_english_way():
    assert str(percent(0.0667)) == "6.7%"
    assert str(count(1234567)) == "1,234,567"
    assert str(shown(0, "days")) == "0 days"
    known = compute_all("stock", stock(2400, 100))
    assert str(finding(known)) == "100 of 2,500 units vacant"
    partial = compute_all("stock", stock(196, 9, coverage=NOBODY_KNOWS))
    assert str(finding(partial)) == "At least 9 vacant units"
    assert str(partial["vacancy_rate"].sentence).startswith("We cannot tell: the source")


def test_a_sentence_follows_the_reader_not_the_writer():
    compile_all()
    figure = compute("vacancy_rate", stock(5, 2))
    with translation.override("en"):
        assert str(figure.sentence) == "We cannot tell: only 7 premises."
    assert plain(figure.sentence) == "On ne peut pas conclure : 7 locaux seulement."
