"""`shell` and `import`: Django commands on the right database."""

from __future__ import annotations

import argparse
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


def _django(verb: str, arguments: list[str]) -> int:
    state = state_folder()
    with database(state, verb) as url:
        env = environment(state, "demo", url)
        prepare(["migrate", "catalogues"], env, None)
        command = [sys.executable, "-m", "django", *arguments]
        child = subprocess.Popen(command, env=dict(env), preexec_fn=tied())
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child was told too, and decides
