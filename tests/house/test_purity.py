"""`chalandise` and every rules room are functions of values: no Django, database, clock or file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .floors import ROOT, SOURCES

LAZY_TEXT = {"gettext_lazy", "ngettext_lazy", "pgettext_lazy", "npgettext_lazy"}
DATABASE = {"psycopg", "psycopg_pool", "sqlite3", "procrastinate"}
OUR_IMPURE_ROOMS = {"models", "reads", "writes", "views", "forms", "api", "tasks", "management"}
CLOCK = {"now", "utcnow", "today", "localdate", "localtime", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "dt", "timezone", "time"}
IO = {"open", "print", "input"}


def impurities(source: str, *, django_allowed: bool) -> list[str]:
    """What a pure module must not do, as "line: word"."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        word = _impure_import(node, django_allowed) or _impure_call(node)
        if word:
            faults.append(f"{getattr(node, 'lineno', 0)}: {word}")
    return faults


def _impure_import(node: ast.AST, django_allowed: bool) -> str | None:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
        lazy = False
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        lazy = base == "django.utils.translation" and {a.name for a in node.names} <= LAZY_TEXT
    else:
        return None
    return next((n for n in names if _forbidden(n) and not (django_allowed and lazy)), None)


def _forbidden(name: str) -> bool:
    parts = name.split(".")
    if parts[0] == "beffroi":
        return bool(OUR_IMPURE_ROOMS & set(parts[2:]))
    return parts[0] in {"django", *DATABASE}


def _impure_call(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    if isinstance(called, ast.Name):
        return called.id if called.id in IO else None
    if not isinstance(called, ast.Attribute) or called.attr not in CLOCK:
        return None
    owner = called.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return f"{name}.{called.attr}" if name in CLOCK_OWNERS else None


def rules() -> Iterator[Path]:
    yield from SOURCES.glob("**/rules.py")
    yield from SOURCES.glob("**/rules/**/*.py")


def library() -> list[Path]:
    return sorted((ROOT / "chalandise" / "src").rglob("*.py"))


def _faults(paths: list[Path], *, django_allowed: bool) -> dict[str, list[str]]:
    found = {p: impurities(p.read_text(), django_allowed=django_allowed) for p in paths}
    return {str(path.relative_to(ROOT)): faults for path, faults in found.items() if faults}


def test_rules_are_pure() -> None:
    paths = sorted(set(rules()))
    assert paths, "no rules room was looked at"
    assert _faults(paths, django_allowed=True) == {}


def test_chalandise_is_pure() -> None:
    assert library(), "the library was not looked at"
    assert _faults(library(), django_allowed=False) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from django.db import models",
        "import django",
        "from django.utils.translation import gettext",
        "import psycopg",
        "from beffroi.premises.models import Premises",
        "from beffroi.premises import reads",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime\ndatetime.now()",
        "from django.utils import timezone\ntimezone.now()",
        "import time\ntime.time()",
        "open('x')",
        "print(1)",
    ],
)
def test_planted_impurity_is_caught(planted: str) -> None:
    assert impurities(planted, django_allowed=True)


def test_pure_words_pass() -> None:
    lazy = "from django.utils.translation import gettext_lazy as _"
    pure = (
        "import datetime as dt\ndef later(now: dt.date) -> dt.date:\n    return now.replace(day=1)"
    )
    assert impurities(f"{lazy}\n{pure}", django_allowed=True) == []
    assert impurities(lazy, django_allowed=False)
