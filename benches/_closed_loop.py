"""A small closed-loop client: each connection asks again as soon as it was answered."""

from __future__ import annotations

import gzip
import http.client
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass
class Visitor:
    """One kept connection with its cookies."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "198.51.100.1"  # as a proxy in front would tell it

    def __post_init__(self) -> None:
        self._door = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, float]:
        """Status, text and seconds until the last byte."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-Forwarded-For": self.address, "Accept-Encoding": "gzip"}  # as browsers ask
        body = urlencode(form) if form is not None else None
        headers |= {"Content-Type": FORM} if body else {}
        began = time.perf_counter()
        self._door.request("POST" if body else "GET", path, body, headers)
        answer = self._door.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - began
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, text, seconds


def loop(visits: Sequence[Sequence[Callable[[], float]]]) -> list[float]:
    """One thread per list of visits; the seconds of every visit. A visit that fails ends all."""
    seconds: list[float] = []
    faults: list[BaseException] = []

    def run(mine: Sequence[Callable[[], float]]) -> None:
        try:
            for visit in mine:
                seconds.append(visit())
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=[mine]) for mine in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return seconds


def p95(seconds: Sequence[float]) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
