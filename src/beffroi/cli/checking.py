"""`check`: everything that can be said of the code without running the platform."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from .preparing import PACKAGE
from .say import say

ROOT = PACKAGE.parents[1]
BIN = Path(sys.executable).parent
PYTHON_TREES = ["src", "tests", "benches", "chalandise"]


def check(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Run every check, also after a failure; returns 1 if one failed."""
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("mise en forme (ruff format)", lambda: _tool("ruff", "format", "--check", ".")),
        ("fautes (ruff)", lambda: _tool("ruff", "check", ".")),
        ("gabarits (djade)", _templates),
        ("types (mypy)", lambda: _tool("mypy", "src", "chalandise/src")),
        ("étages (import-linter)", lambda: _tool("lint-imports")),
        ("chalandise seule, sans Django", _chalandise_alone),
    ]
    failed = [name for name, step in steps if not _timed(name, step)]
    say(f"\nÀ reprendre : {', '.join(failed)}." if failed else "\nTout est en ordre.")
    return 1 if failed else 0


def _timed(name: str, step: Callable[[], bool]) -> bool:
    began = time.monotonic()
    say(f"— {name}")
    passed = step()
    say(f"  {'bien' if passed else 'ÉCHEC'} en {time.monotonic() - began:.1f} s")
    return passed


def _tool(name: str, *arguments: str) -> bool:
    # the settings' own secret check must not stop mypy's Django plugin
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.test"}
    return _run([str(BIN / name), *arguments], env=env)


def _run(command: list[str], env: dict[str, str] | None = None, cwd: Path = ROOT) -> bool:
    return subprocess.run(command, cwd=cwd, env=env).returncode == 0


def _templates() -> bool:
    found = [str(path) for path in sorted((ROOT / "src").rglob("*.html"))]
    return not found or _tool("djade", "--check", "--target-version", "5.2", *found)


def _chalandise_alone() -> bool:
    """Build the library, install it where Django is not, and run its tests there."""
    with TemporaryDirectory(prefix="chalandise-") as folder:
        venv = Path(folder) / "venv"
        python = venv / "bin" / "python"
        pins = _pins(Path(folder) / "pins.txt")
        source = shutil.copytree(ROOT / "chalandise", Path(folder) / "chalandise")
        return (
            _run([sys.executable, "-m", "venv", "--without-pip", str(venv)])
            and install(python, f"{source}[osm]", "pytest", "hypothesis", "--constraint", str(pins))
            and not _run(
                [
                    str(python),
                    "-c",
                    "import importlib.util as u, sys; sys.exit(u.find_spec('django') is None)",
                ]
            )
            and _run(
                [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=source
            )
        )


def install(python: Path, *options: str) -> bool:
    """Install into another environment, by uv where it is, else by pip."""
    uv = BIN / "uv"
    env = {**os.environ, **_launcher().uv_settings()}
    if uv.exists() and _run(
        [str(uv), "pip", "install", "-q", "--python", str(python), *options], env
    ):
        return True
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q"]
    return _run([*pip, *options])


def _launcher() -> ModuleType:
    """The script at the root, which knows how to tell uv what this machine told pip."""
    loader = SourceFileLoader("beffroi_launcher", str(ROOT / "beffroi"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None  # noqa: S101 - a loader was given
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _pins(path: Path) -> Path:
    """The versions of our lock, so that this check does not change by itself."""
    lock = (ROOT / "requirements-dev.lock").read_text().splitlines()
    # a version with its marker: some packages have one for each Python
    path.write_text("\n".join(line.rstrip(" \\") for line in lock if "==" in line[:60]))
    return path
