"""The command line: one verb for each wish.

Owns: what is typed in a terminal. Each verb is a small function in its own module, imported only
when it is called, so that help needs nothing installed. The terminal speaks French.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from .verbs import VERBS, Verb, build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb typed; returns the exit code."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    parser = build_parser()
    if not typed:
        parser.print_help()
        return 0
    options, rest = parser.parse_known_args(typed)
    verb = VERBS[options.verb]
    if rest and not verb.passes_on:
        parser.error("je ne connais pas : " + " ".join(rest))
    return _run(verb, options, rest)


def _run(verb: Verb, options: argparse.Namespace, rest: list[str]) -> int:
    module = importlib.import_module(f"beffroi.cli.{verb.module}")
    errors = importlib.import_module("beffroi.cli.errors")
    try:
        code: int = getattr(module, verb.function)(options, rest)
    except errors.EXPLAINED as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return code
