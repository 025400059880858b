"""Catalogues are compiled when stale, and only then."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from beffroi.ui.catalogues import compile_all

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Rue commerçante"
msgstr "Shopping street"

#, fuzzy
msgid "Vitrine"
msgstr "Windscreen"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO)
    return path


def test_compiled_catalogue_is_read_by_gettext(po: Path, tmp_path: Path) -> None:
    assert compile_all(tmp_path) == [po.with_suffix(".mo")]
    found = gettext.translation("django", tmp_path / "ui" / "locale", ["en"])
    assert found.gettext("Rue commerçante") == "Shopping street"
    assert found.gettext("Vitrine") == "Vitrine"  # fuzzy: nobody has confirmed it


def test_fresh_catalogue_is_left_and_a_changed_one_compiled_again(po: Path, tmp_path: Path) -> None:
    compile_all(tmp_path)
    assert compile_all(tmp_path) == []
    later = po.stat().st_mtime + 10
    os.utime(po, (later, later))
    assert compile_all(tmp_path) == [po.with_suffix(".mo")]


def test_installed_catalogue_is_left_to_its_owner(
    po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_all(tmp_path)
    os.utime(po.with_suffix(".mo"), (1, 1))
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    assert compile_all(tmp_path) == []
