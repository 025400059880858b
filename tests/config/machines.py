"""Machines of one installation, each a process with a state folder of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TOKEN = "k" * 32


@dataclass
class Machine:
    """`up --without-worker` or `work`, with everything it started."""

    words: list[str]
    state: Path
    shared: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Machine:
        self.state.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "beffroi", *self.words]
        env = {**self.shared, "BEFFROI_STATE": str(self.state)}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
        return self

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def runs(self, word: bytes) -> bool:
        """Whether some process of this machine bears the word on its command line."""
        assert self.process is not None
        family, found = [self.process.pid], list[bytes]()
        while family:
            pid = family.pop()
            with contextlib.suppress(OSError):
                family += _children(pid)
                found.append(Path(f"/proc/{pid}/cmdline").read_bytes())
        return any(word in one for one in found)

    def lose_power(self) -> None:
        """Every process of the machine, at once."""
        assert self.process is not None
        groups = _children(self.process.pid)
        self.process.kill()
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.process.wait()


def _children(pid: int) -> list[int]:
    """Of every thread: a job starts its processes from a thread of its own."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def ask(
    port: int, method: str, path: str, session: str = "", body: bytes = b"", kind: str = ""
) -> tuple[int, str, str]:
    """Status, Location, text of a web node."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    cookies = f"__Host-session={session}; __Host-csrf={TOKEN}"
    headers = {"Cookie": cookies, "X-CSRFToken": TOKEN}
    if kind:
        headers["Content-Type"] = kind
    try:
        door.request(method, path, body or None, headers)
        answer = door.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        door.close()


def upload(port: int, path: str, name: str, content: str, session: str) -> tuple[int, str]:
    head = '--edge\r\nContent-Disposition: form-data; name="files"; '
    head += f'filename="{name}"\r\nContent-Type: text/xml\r\n\r\n'
    body = f"{head}{content}\r\n--edge--\r\n".encode()
    kind = "multipart/form-data; boundary=edge"
    status, where, _text = ask(port, "POST", path, session, body, kind)
    return status, where
