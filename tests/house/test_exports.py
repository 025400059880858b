"""There is one writer of CSV, and it neutralises formulas."""

from __future__ import annotations

import ast

from .floors import SOURCES

WRITERS = {"writer", "DictWriter", "write_csv", "to_csv"}
THE_ONE = SOURCES / "ui" / "exports.py"


def writers(source: str) -> list[str]:
    """Calls that write CSV, or declare it to a browser."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in WRITERS:
            found.append(node.attr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += ["text/csv"] if node.value.startswith("text/csv") else []
    return found


def test_only_one_module_writes_csv() -> None:
    paths = [path for path in SOURCES.rglob("*.py") if path != THE_ONE]
    assert len(paths) > 100, "the sources were not looked at"
    assert {str(p): found for p in paths if (found := writers(p.read_text()))} == {}
    assert set(writers(THE_ONE.read_text())) == {"text/csv", "writer"}


def test_planted_writer_is_caught() -> None:
    assert writers("import csv\ncsv.writer(out)") == ["writer"]
    assert writers("HttpResponse(content_type='text/csv; charset=utf-8')") == ["text/csv"]
