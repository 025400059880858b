"""`python -m beffroi.config.prepare STEP…`: the steps between an empty database and a page."""

from __future__ import annotations

import sys
from collections.abc import Callable

import django
from django.core.management import call_command


def migrate() -> None:
    call_command("migrate", verbosity=1, interactive=False)


def catalogues() -> None:
    from beffroi.ui.catalogues import compile_all

    compile_all()


def static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def demo() -> None:
    call_command("load_demo")


STEPS: dict[str, Callable[[], None]] = {
    "migrate": migrate,
    "catalogues": catalogues,
    "static": static,
    "demo": demo,
}


def main(names: list[str]) -> None:
    django.setup()
    for name in names:
        STEPS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
