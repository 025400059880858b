"""What others made is known, by version and digest."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import beffroi

SOURCES = Path(beffroi.__file__).parent
ROOT = SOURCES.parents[1]


def test_every_dependency_is_locked_by_digest() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-installer.lock"):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        assert entries[0]
        wrong = [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]
        assert wrong == [], name


def test_every_library_of_the_project_is_in_its_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    declared = [re.split(r"[^a-z0-9-]", line)[0] for line in wanted]
    locked = (ROOT / "requirements-dev.lock").read_text()
    assert len(declared) > 20
    assert [n for n in declared if n != "chalandise" and f"\n{n}==" not in f"\n{locked}"] == []


def test_every_vendored_file_is_the_one_of_its_manifest() -> None:
    (manifest,) = SOURCES.rglob("vendor/manifest.json")
    told = json.loads(manifest.read_text())
    files = [p for p in manifest.parent.rglob("*") if p.is_file() and p != manifest]
    digests = {hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    assert len(files) > 3
    text = json.dumps(told)
    assert [d for d in digests if d not in text] == []
