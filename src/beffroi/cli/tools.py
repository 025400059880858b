"""`shell`, `import` and `manage`: Django commands on the right database."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from beffroi.config.embedded import state_folder
from beffroi.config.embedded.isolation import tied

from .database import database, environment
from .preparing import prepare


def shell(_options: argparse.Namespace, rest: list[str]) -> int:
    """An interactive Python with Django set up."""
    return _django("shell", ["shell", *rest])


def import_file(options: argparse.Namespace, rest: list[str]) -> int:
    """Hand a file to the management command `import_file`."""
    town = ["--town", options.town] if options.town else []
    return _django("import", ["import_file", options.file, *town, *rest])


def manage(options: argparse.Namespace, rest: list[str]) -> int:
    """Any management command, such as `create_person`."""
    return _django("manage", [options.command, *rest])


def real_installation() -> bool:
    """Whether the secrets of a real installation are known here; a demo has none."""
    return all(os.environ.get(name) for name in ("BEFFROI_SECRET_KEY", "BEFFROI_HOSTS"))


def settings_here() -> str:
    """Those of the real installation where its secrets are known, else those of the demo."""
    return "production" if real_installation() else "demo"


def _django(verb: str, arguments: list[str]) -> int:
    state = state_folder()
    with database(state, verb) as url:
        env = environment(state, settings_here(), url)
        first = "settled" if real_installation() else "migrate"
        prepare([first, "catalogues"], env, None)
        command = [sys.executable, "-m", "django", *arguments]
        child = subprocess.Popen(command, env=dict(env), preexec_fn=tied())
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child was told too, and decides
