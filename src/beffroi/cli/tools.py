"""`shell`, `import` and `manage`: Django commands on the right database."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from urllib.request import urlopen

from beffroi.config.embedded import running, state_folder
from beffroi.config.embedded.isolation import tied

from .database import database, environment
from .errors import Refused
from .preparing import prepare
from .say import say


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


def health(_options: argparse.Namespace, _rest: list[str]) -> int:
    """What /sante/ says, with its sentences; starts nothing."""
    state = state_folder()
    card = running(state) or {}
    url = os.environ.get("DATABASE_URL") or card.get("database_url")
    if not url:
        raise Refused("Beffroi ne tourne pas ici : « beffroi up » ou « beffroi demo » le démarre.")
    settings = "demo" if card.get("verb") == "demo" else settings_here()
    done = subprocess.run(
        [sys.executable, "-m", "django", "health"], env=dict(environment(state, settings, url))
    )
    web = not card.get("url") or _answers(card["url"])
    if card.get("url"):
        say(f"{'✓' if web else '✗'} Serveur web : {card['url']}")
    return 0 if web and done.returncode == 0 else 1


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}vivant/", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


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
