"""kill -9 of web, worker and database while files are read and diagnoses published.

What was acknowledged is there, and nothing is half done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from tests.observatory import towns
from tests.portal.osm_files import HEAD

from .stacks import Stack, await_that

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]
SHOPS = 5_000  # some seconds of reading
PARTS = ["web", "reader", "database"]
MAKERS = ["web", "publisher", "database"]
DIAGNOSES = "/saint-vire/diagnostics/publier/"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    made = Stack(tmp_path_factory.mktemp("stack") / "state")
    try:
        yield made.start()
    finally:
        made.stop()


def shops(rank: int) -> str:
    """An extract of one crowded street; another `rank`, other shops elsewhere in the commune."""
    base, lat, lon = 1_000_000 * (rank + 1), 47.65 + 0.003 * rank, -2.08
    nodes = [f'<node id="{base + n}" lat="{lat}" lon="{lon + n * 0.01:.6f}"/>' for n in (0, 1)]
    for index in range(SHOPS):
        where = f'lat="{lat + 0.00006}" lon="{lon + index * 0.01 / SHOPS:.7f}"'
        name = f'<tag k="name" v="Fournil imaginaire {rank} {index}"/>'
        tags = f'<tag k="shop" v="bakery"/>{name}'
        nodes.append(f'<node id="{base + 100 + index}" {where}>{tags}</node>')
    way = f'<way id="{base}"><nd ref="{base}"/><nd ref="{base + 1}"/>'
    way += f'<tag k="highway" v="residential"/><tag k="name" v="Rue Inventée {rank}"/></way>'
    return HEAD + "".join(nodes) + way + "</osm>"


def run_to_its_end(stack: Stack, run: int) -> None:
    """As a person does: look at the page, try again when it says that the reading was cut."""
    seen = []
    for _ in range(180):
        if stack.state_of(run) == "done":
            return
        status, _where = stack.post(f"/redon/donnees/imports/{run}/relancer/")
        assert status in {302, 500, 503}, status
        seen.append((status, stack.state_of(run)))
        time.sleep(1)
    raise AssertionError(f"import {run} never ended: {seen}")


@pytest.mark.parametrize("part", PARTS)
def test_import_cut_by_a_kill_is_all_or_nothing(stack: Stack, part: str) -> None:
    before = stack.look()
    file = shops(PARTS.index(part))
    status, where = stack.upload("/redon/donnees/deposer/", f"{part}.osm", file)
    assert status == 302, where  # acknowledged
    run = int(where.rstrip("/").split("/")[-1])
    await_that(lambda: stack.state_of(run) != "waiting", 60)
    assert stack.state_of(run) == "running", "read too fast to be cut: make it longer"
    stack.kill(part)
    await_that(stack.alive, 60)
    at_once = stack.look()
    if stack.state_of(run) != "done":
        assert at_once["premises"] == before["premises"], "half of a file was stored"
        assert at_once["imported"] == before["imported"]
    run_to_its_end(stack, run)
    after = stack.look()
    assert after["premises"] == before["premises"] + SHOPS
    assert after["imported"] == before["imported"] + 1


class Publisher(threading.Thread):
    """Asks for one diagnosis after another and remembers the demands it was told of."""

    def __init__(self, stack: Stack, place: str) -> None:
        super().__init__(daemon=True)
        self.stack, self.told, self.cut = stack, list[int](), 0
        self.form = {"perimeter": place, "on": towns.SECOND.isoformat()}
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self._once()
            except OSError:
                self.cut += 1  # the server was killed: nothing was acknowledged
            time.sleep(0.05)

    def _once(self) -> None:
        status, where = self.stack.post(DIAGNOSES, **self.form)
        if status != 302:
            self.cut += 1
            return
        number = int(where.rstrip("/").split("/")[-1])
        if number not in self.told[-1:]:  # the same while it is under way
            self.told.append(number)


@pytest.mark.parametrize("part", MAKERS)
def test_publication_cut_by_a_kill_is_whole_or_absent(stack: Stack, part: str) -> None:
    publishers = [Publisher(stack, "centre-ville") for _ in range(2)]
    for publisher in publishers:
        publisher.start()
    for pause in (0.5, 0.73, 0.91, 1.1):
        time.sleep(pause)
        stack.kill(part)
        await_that(stack.alive, 60)
    time.sleep(1)
    for publisher in publishers:
        publisher.stopped.set()
        publisher.join(60)
    told = {number for publisher in publishers for number in publisher.told}
    assert told, "nothing was acknowledged"
    # a dead worker's job is taken by another after 30 s of silence, looked for each minute
    await_that(lambda: all(stack.look()["asked"][str(one)] == "done" for one in told), 200, 2)
    found = stack.look()
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert len(found["numbers"]) == len(found["asked"]), "one diagnosis for each demand"
    assert found["halves"] == []
    if part == "web":
        assert sum(publisher.cut for publisher in publishers) > 0, "no demand was cut"
