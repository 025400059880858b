"""The WSGI door as the supervisor opens it: a worker never outlives the web server's master, and
has answered its own first pages before anybody's."""

import gc

from beffroi.config.embedded.isolation import tie_to_group_leader

tie_to_group_leader()

from beffroi.config.warming import warm  # noqa: E402
from beffroi.config.wsgi import application  # noqa: E402 - tied before the slow imports

warm(application)
# What was loaded so far lives as long as the process: collections need not walk through it, which
# stops every answer for as long as it takes.
gc.collect()
gc.freeze()

__all__ = ["application"]
