"""Simulated phones of a round: they sign in, take the package, send notes out of order and twice."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import uuid
from collections.abc import Sequence
from typing import Any

import _closed_loop as client  # put there by the bench, which is no package

NOTES, BATCH = 100, 25
SEED = 20261122
PASSWORD = "Relevé simulé, vingt téléphones"


class Phone:
    """One device: its notes, what the server acknowledged."""

    def __init__(self, port: int, number: int, held: Any) -> None:
        self.visitor = client.Visitor("127.0.0.1", port, address=f"198.51.100.{number + 1}")
        self.path = f"/{held.town.slug}/releves/{held.key}/"
        self.draw = random.Random(SEED + number)
        self.device = f"simule-{number}"
        self.notes = notes(self.device, number, self._doors(number))
        self.acknowledged: set[str] = set()
        self.answers: list[int] = []
        self.told = 0

    def _doors(self, number: int) -> list[str]:
        """Sign in and take the package, as a person would in the morning."""
        _status, page, _seconds = self.visitor.ask("/connexion/")
        form = {
            "email": address(number),
            "login": address(number),
            "password": PASSWORD,
            "next": "/",
        }
        form["csrfmiddlewaretoken"] = client.HIDDEN.findall(page)[0]
        status, text, _seconds = self.visitor.ask("/connexion/", form)
        if status != 302:
            raise RuntimeError(f"sign-in of device {number}: {status} {text[:200]}")
        _status, package, _seconds = self.visitor.ask(f"{self.path}paquet.json")
        return [door["id"] for door in json.loads(package)["doors"]]

    def walk(self) -> None:
        """Batches out of order, a third of them twice, until every note was acknowledged."""
        batches = [self.notes[at : at + BATCH] for at in range(0, NOTES, BATCH)]
        batches += self.draw.sample(batches, max(1, len(batches) // 3))
        self.draw.shuffle(batches)
        for batch in batches:
            mixed = self.draw.sample(batch, len(batch))
            self._send([*mixed, mixed[0]])

    def _send(self, told: list[dict[str, Any]]) -> None:
        body = {"protocol": 1, "device": self.device, "sent_at": now(), "notes": told}
        status, text = self._post(json.dumps(body).encode())
        self.answers.append(status)
        self.told += len(told)
        if status == 200:
            self.acknowledged |= set(json.loads(text)["received"])

    def _post(self, body: bytes) -> tuple[int, str]:
        """A POST of JSON with the token of the session, as the shell of the walk sends it."""
        cookies = self.visitor.cookies
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/json", "Accept": "application/json",
            "X-CSRFToken": next(v for k, v in cookies.items() if "csrf" in k),
            "X-Forwarded-For": self.visitor.address, "Origin": f"http://{self.visitor.host}:{self.visitor.port}",
        }  # fmt: skip
        door = self.visitor._door
        door.request("POST", f"{self.path}notes/", body, headers)
        answer = door.getresponse()
        return answer.status, answer.read().decode(errors="replace")


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def notes(device: str, number: int, doors: Sequence[str]) -> list[dict[str, Any]]:
    """A device's hundred notes, the same each time; neighbours share doors."""
    begun = time.time() - 3600
    return [
        {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{device}/{n}")), "seq": n,
            "seen_at": dt.datetime.fromtimestamp(begun + 20 * n, dt.UTC).isoformat(),
            "door": doors[(number * 20 + n) % len(doors)],
            "kind": "unchanged" if n % 7 else "changed",
            "said": {} if n % 7 else {"state": "vacant"},
        }
        for n in range(NOTES)
    ]  # fmt: skip


def address(number: int) -> str:
    return f"appareil-{number}@example.invalid"
