"""The WSGI door as the supervisor opens it: a worker never outlives the web server's master, and
has answered its own first pages before anybody's."""

from beffroi.config.embedded.isolation import tie_to_group_leader

tie_to_group_leader()

from beffroi.config.warming import warm  # noqa: E402
from beffroi.config.wsgi import application  # noqa: E402 - tied before the slow imports

warm(application)

__all__ = ["application"]
