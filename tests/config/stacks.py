"""A stack as the tests hold it: asked over HTTP, looked at from beside, killed in parts."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from beffroi.cli.serving import free_port
from beffroi.cli.working import WORKERS

from .conftest import kill9, reconnect

HERE = Path(__file__).parent
TOKEN = "k" * 32
MARKS = {
    "web": b"granian",
    "reader": WORKERS[0][0].encode(),
    "publisher": WORKERS[1][0].encode(),
    "database": b"postgres",
}


@dataclass
class Stack:
    """Database, web server and worker of one state folder."""

    state: Path
    port: int = field(default_factory=lambda: free_port("127.0.0.1", 18_400 + os.getpid() % 500))
    session: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Stack:
        command = [sys.executable, str(HERE / "stack.py"), str(self.port)]
        env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        env |= {"BEFFROI_STATE": str(self.state), "BEFFROI_LOG_LEVEL": "CRITICAL"}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
        await_that(lambda: self.alive() and self.pids("publisher") != [], 90)
        self.session = self.session or self.run("stack_seed.py").strip()
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    @property
    def url(self) -> str:
        found: str = json.loads((self.state / "running.json").read_text())["database_url"]
        return found

    def run(self, script: str) -> str:
        env = os.environ | {
            "DATABASE_URL": self.url,
            "BEFFROI_STATE": str(self.state),
            "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.demo",
        }
        done = subprocess.run(
            [sys.executable, str(HERE / script)], env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def look(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("stack_state.py"))
        return found

    def state_of(self, run: int) -> str:
        """Of an import, as its row says it at this moment."""
        query = "SELECT state FROM territory_importrun WHERE id = %s"
        with reconnect(self.url) as connection:
            row = connection.execute(query, [run]).fetchone()
        return str(row[0]) if row else "lost"

    def alive(self) -> bool:
        try:
            return self.ask("GET", "/vivant/")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Status and Location; OSError when the server died before it answered."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        if kind:
            headers["Content-Type"] = kind
        try:
            door.request(method, path, body or None, headers)
            answer = door.getresponse()
            answer.read()
        except http.client.HTTPException as cut:
            raise OSError(str(cut)) from cut
        finally:
            door.close()
        return answer.status, answer.headers.get("Location", "")

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        return self.ask(
            "POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded"
        )

    def upload(self, path: str, name: str, content: str) -> tuple[int, str]:
        head = '--edge\r\nContent-Disposition: form-data; name="files"; '
        head += f'filename="{name}"\r\nContent-Type: text/xml\r\n\r\n'
        body = f"{head}{content}\r\n--edge--\r\n".encode()
        return self.ask("POST", path, body, "multipart/form-data; boundary=edge")

    def pids(self, part: str) -> list[int]:
        """The processes of a part, its master first."""
        assert self.process is not None
        return [
            pid
            for pid in _children(self.process.pid)
            if MARKS[part] in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0-D")[0]
        ]

    def kill(self, part: str) -> None:
        """SIGKILL, and wait until another stands in its place."""
        (old,) = self.pids(part)
        kill9(old)
        await_that(lambda: self.pids(part) not in ([], [old]), 60)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def await_that(condition: Callable[[], bool], seconds: float, pause: float = 0.05) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause)
