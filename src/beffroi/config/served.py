"""The WSGI door as the supervisor opens it: a worker never outlives the web server's master."""

from beffroi.config.embedded.isolation import tie_to_group_leader

tie_to_group_leader()

from beffroi.config.wsgi import application  # noqa: E402 - tied before the slow imports

__all__ = ["application"]
