"""One command at a time on a state folder, and where the one that runs can be reached."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class AlreadyRunning(RuntimeError):
    """Another command holds the state folder; `verb` and `url` say which and where."""

    def __init__(self, verb: str, url: str) -> None:
        self.verb, self.url = verb, url
        if url:
            sentence = f"« beffroi {verb} » tourne déjà : ouvrez {url}"
        else:
            sentence = (
                f"« beffroi {verb or '…'} » utilise déjà ces données : attendez qu’il finisse."
            )
        super().__init__(sentence)


@dataclass(slots=True)
class Claim:
    """The right to start a server on a state folder; ends with the process, however it ends."""

    state: Path
    verb: str
    fd: int

    def announce(self, **facts: str) -> None:
        """Tell other commands where we are: `url` (browser), `database_url`."""
        card = self.state / "running.json"
        new = card.with_suffix(".new")
        new.write_text(json.dumps({"verb": self.verb, "pid": os.getpid(), **facts}))
        new.replace(card)

    def release(self) -> None:
        (self.state / "running.json").unlink(missing_ok=True)
        os.close(self.fd)


def claim(state: Path, verb: str) -> Claim:
    """Take the state folder or raise AlreadyRunning."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    fd = os.open(state / "claim.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        card = _card(state)
        raise AlreadyRunning(card.get("verb", ""), card.get("url", "")) from None
    taken = Claim(state, verb, fd)
    taken.announce()
    return taken


def running(state: Path) -> dict[str, Any] | None:
    """What the command that holds the folder announced, or None when nobody holds it."""
    try:
        claim(state, "").release()
    except AlreadyRunning:
        return _card(state)
    return None


def _card(state: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((state / "running.json").read_text())
    except (OSError, ValueError):
        return {}
    return found
