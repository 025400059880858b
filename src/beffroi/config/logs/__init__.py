"""Logs: one line per thing that happened, with its facts apart; never a secret, never an address.

Owns: how a line is made for web, worker and terminal alike (`settings`), and what is hidden in it
(`scrubbing`). Leaves to others: what is worth a line. Read docs/how-to/watch.md.

Face: `settings(readable=…, level=…)` for Django's LOGGING; `requests.RequestLog`, a middleware.
"""

from __future__ import annotations

from typing import Any

import structlog

from .lines import procrastinate_facts, quiet_request_words
from .scrubbing import scrub

_FIRST: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]
_FOREIGN: list[Any] = [*_FIRST, procrastinate_facts, quiet_request_words]


def settings(*, readable: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING; also sets up structlog, so that both kinds of logger write alike."""
    structlog.configure(
        processors=[*_FIRST, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "readable": readable}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": level},
        # They would write beside us, in their own words.
        "loggers": {
            name: {"handlers": [], "propagate": True} for name in ("django", "django.server")
        },
    }


def formatter(*, readable: bool) -> structlog.stdlib.ProcessorFormatter:
    """Lines for a person's eyes, or JSON for a machine's; scrubbed last, traceback included."""
    ending: list[Any] = (
        [structlog.dev.ConsoleRenderer(colors=False)]
        if readable
        else [structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_FOREIGN,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            scrub,
            *ending,
        ],
    )
