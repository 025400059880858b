"""Sizes that may only shrink. `python -m tests.house.sizes` lowers the recorded counts.

A file counts its lines; a function counts its lines from `def` to its end, without its docstring.
What exceeds is recorded in sizes.json; the record may fall, never rise.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name("sizes.json")
FILE_LIMIT, FUNCTION_LIMIT = 200, 25
Sizes = dict[str, int]


def oversized(name: str, source: str) -> Sizes:
    """What exceeds in one file: the file under its name, functions under `name::qualified`."""
    lines = source.count("\n")
    found = {name: lines} if lines > FILE_LIMIT else {}
    for qualified, length in _functions(ast.parse(source)):
        if length > FUNCTION_LIMIT:
            found[f"{name}::{qualified}"] = length
    return found


def _functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        name = f"{prefix}{getattr(child, 'name', '')}"
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, _length(child)
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _functions(child, f"{name}.")
        else:
            yield from _functions(child, prefix)


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


def grown(found: Mapping[str, int], recorded: Mapping[str, int]) -> list[str]:
    """What exceeds its limit and its record."""
    return [
        f"{name}: {size} lines, at most {recorded.get(name, 'the limit')}"
        for name, size in sorted(found.items())
        if size > recorded.get(name, 0)
    ]


def lowered(found: Mapping[str, int], recorded: Mapping[str, int]) -> Sizes:
    """The record after the falls: never higher, gone when within the limit."""
    return {name: min(size, found[name]) for name, size in recorded.items() if name in found}


@cache  # three tests ask
def measure() -> Sizes:
    found: Sizes = {}
    for path in sources():
        found |= oversized(str(path.relative_to(ROOT)), path.read_text())
    return found


def sources() -> list[Path]:
    trees = [ROOT / "src", ROOT / "chalandise" / "src", ROOT / "benches"]
    paths = [path for tree in trees for path in tree.rglob("*.py")]
    return [ROOT / "beffroi", *sorted(p for p in paths if "migrations" not in p.parts)]


def recorded() -> Sizes:
    sizes: Sizes = json.loads(RECORD.read_text())
    return sizes


def main(arguments: list[str]) -> None:
    # --adopt: once, to start the ratchet on code that already stood
    sizes = measure() if arguments == ["--adopt"] else lowered(measure(), recorded())
    RECORD.write_text(json.dumps(sizes, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
