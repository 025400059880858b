"""What we carry from others is named, licensed, unchanged, and light."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import beffroi.ui

STATIC = Path(beffroi.ui.__file__).parent / "static" / "ui"
PAPER = Path(beffroi.ui.__file__).parent / "paper" / "fonts"
MANIFEST = json.loads((STATIC / "vendor" / "manifest.json").read_text())
FIRST_VIEW = (
    "css/tokens.css", "css/base.css", "css/components.css", "css/map.css", "css/print.css",
    "js/start.js", "js/ui.js", "js/map.js",
)  # fmt: skip


def listed() -> dict[str, str]:
    return {name: sha for package in MANIFEST["packages"] for name, sha in package["files"].items()}


def test_every_file_is_the_one_named() -> None:
    assert len(listed()) >= 9
    for name, sha in listed().items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == sha, name


def test_no_file_of_others_is_unnamed() -> None:
    there = {str(p.relative_to(STATIC)) for p in (STATIC / "vendor").rglob("*") if p.is_file()}
    there |= {str(p.relative_to(STATIC)) for p in (STATIC / "fonts").iterdir()}
    assert there - {"vendor/manifest.json"} == set(listed())


def test_every_package_has_version_and_licence_text() -> None:
    for package in MANIFEST["packages"]:
        assert package["version"]
        assert package["licence"]
        assert any("LICENSE" in name or "OFL" in name for name in package["files"]), package["name"]


def test_first_view_without_page_and_map_is_light() -> None:
    css = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VIEW)
    fonts = sum(p.stat().st_size for p in (STATIC / "fonts").glob("*.woff2"))
    htmx = len(gzip.compress((STATIC / "vendor/htmx/htmx.min.js").read_bytes()))
    assert css + fonts + htmx < 135_000  # leaves 15 kB for the page itself


def test_paper_fonts_have_their_licence() -> None:
    names = {p.name for p in PAPER.glob("*.ttf")}
    assert {"Inter-Regular.ttf", "Inter-Bold.ttf", "BricolageGrotesque-Bold.ttf"} <= names
    assert len(list(PAPER.glob("*OFL.txt"))) == 2


def test_no_style_sheet_reaches_outside() -> None:
    sheets = list((STATIC / "css").glob("*.css"))
    assert len(sheets) == 7
    for sheet in sheets:
        assert "http" not in sheet.read_text()
        assert "@import" not in sheet.read_text()
