"""A line to the server that can be cut: what a phone lives with. Bytes pass untouched."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Line:
    """Listens on a port of its own and passes everything to `server` until it is cut."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "localhost", parts.port or 80)
        self._alive: set[socket.socket] = set()
        self._unheard: set[socket.socket] = set()  # towards the server, whose answers are lost
        self._cut, self._deaf = threading.Event(), b""
        self._welcome = b""
        self._listening = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """From now on every conversation breaks, those under way too."""
        self._cut.set()
        self._break()

    def _break(self) -> None:
        for one in list(self._alive):
            _end(one)

    def lose_answers_of(self, path: str) -> None:
        """What is asked of this path arrives; what is answered never comes back."""
        self._deaf = path.encode()

    def welcome(self, page: str) -> None:
        """A café's network: every question is answered by its own page."""
        body = page.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        self._welcome = head.encode() + b"Connection: close\r\n\r\n" + body
        self._break()

    def mend(self) -> None:
        """The network is back."""
        self._cut.clear()
        self._deaf = b""
        self._welcome = b""

    def close(self) -> None:
        """For good."""
        self.cut()
        _end(self._listening)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                asking, _where = self._listening.accept()
                if self._cut.is_set():
                    _end(asking)
                elif self._welcome:
                    asking.recv(65536)
                    asking.sendall(self._welcome)
                    _end(asking)
                else:
                    self._join(asking)

    def _join(self, asking: socket.socket) -> None:
        answering = socket.create_connection(self._server)
        self._alive |= {asking, answering}
        for one, other in ((asking, answering), (answering, asking)):
            threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (told := one.recv(65536)) and not self._cut.is_set():
                asked = told.partition(b"\r\n")[0]
                if self._deaf and self._deaf in asked:
                    self._unheard.add(other)
                if one in self._unheard:
                    break
                other.sendall(told)
        self._alive -= {one, other}
        _end(one)
        _end(other)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
