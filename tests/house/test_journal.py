"""Every verb that is recorded reads as a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from beffroi.kernel import journal

from .floors import SOURCES


def recorded(source: str) -> Iterator[str]:
    """The verbs of `audit.record("…")`; one that is not written out is told as "not a literal"."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _is_record(node.func):
            first = node.args[0] if node.args else None
            yield from _literals(first)


def _is_record(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "record"
        and isinstance(called.value, ast.Name)
        and called.value.id == "audit"
    )


def _literals(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    else:
        yield "not a literal"


def test_every_recorded_verb_has_its_sentence() -> None:
    found = {
        verb: str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        for verb in recorded(path.read_text())
    }
    assert len(found) >= 10, "the sources were not read"
    untold = {verb: path for verb, path in found.items() if journal.verb(verb) is None}
    assert untold == {}, "say how it reads: kernel.journal.tell, in the context's journal.py"


def test_planted_verb_is_caught() -> None:
    planted = 'audit.record("planted.thing_done", by=None)\naudit.record(verb)\nlog.record("x")'
    assert list(recorded(planted)) == ["planted.thing_done", "not a literal"]
    assert journal.verb("planted.thing_done") is None


def test_sentences_take_what_they_name() -> None:
    """A sentence with a broken placeholder would break the page: each is set once."""
    for key, told in journal.verbs().items():

        class Words(dict[str, str]):
            def __missing__(self, word: str) -> str:
                return word

        assert str(told.sentence) % Words(), key
        assert str(told.label), key
