"""Two web nodes, two workers, one PostgreSQL, object storage: one worker's machine loses power.

The file goes through node 1, is followed on node 2, and is read by the worker that is left.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from beffroi.cli.serving import free_port
from beffroi.config.embedded import Server

from .machines import HERE, Machine, ask, upload
from .stacks import await_that
from .test_killed_stack import SHOPS, shops

pytestmark = [pytest.mark.long, pytest.mark.timeout(500)]
WORK = ["work", "--concurrency", "2", "--patience", "5"]


@dataclass
class Installation:
    """Everything that runs, and how to ask it."""

    url: str
    ports: list[int]
    workers: list[Machine]
    session: str

    def one(self, query: str, *values: object) -> object:
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(query, values).fetchone()
        return row[0] if row else None


def storage() -> tuple[object, str]:
    """A fake of Amazon's storage that other processes reach."""
    moto = pytest.importorskip("moto.server")
    boto3 = pytest.importorskip("boto3")
    server = moto.ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    made = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **keys)
    made.create_bucket(Bucket="beffroi")
    return server, address


def environment(url: str, address: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "BEFFROI_SECRET_KEY": "s" * 50,
        "BEFFROI_HOSTS": "127.0.0.1",
        "BEFFROI_ADDRESS": "https://127.0.0.1",
        "BEFFROI_TLS_IN_FRONT": "no",
        "BEFFROI_FILES": "s3://beffroi/three",
        "BEFFROI_LOG_LEVEL": "CRITICAL",
        "AWS_ENDPOINT_URL_S3": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def seeded(shared: dict[str, str], state: Path) -> str:
    env = shared | {
        "BEFFROI_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.production",
    }
    words = [sys.executable, str(HERE / "stack_seed.py")]
    done = subprocess.run(words, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def answers(port: int) -> bool:
    try:
        return ask(port, "GET", "/vivant/")[0] == 200
    except OSError:
        return False


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    fake, address = storage()
    machines: list[Machine] = []
    with Server.temporary() as server:
        shared = environment(server.url, address)
        ports = []
        try:
            for number in (1, 2):
                ports.append(free_port("127.0.0.1", 18_900 + 40 * number + os.getpid() % 30))
                up = ["up", "--without-worker", "--web-workers", "1", "--port", str(ports[-1])]
                machines.append(Machine(up, tmp_path / f"web{number}", shared).start())
                await_that(lambda: answers(ports[-1]), 120)
            workers = [Machine(WORK, tmp_path / f"work{n}", shared).start() for n in (1, 2)]
            machines += workers
            yield Installation(server.url, ports, workers, seeded(shared, tmp_path / "web1"))
        finally:
            for machine in reversed(machines):
                machine.stop()
            fake.stop()  # type: ignore[attr-defined]


def test_nothing_is_lost_when_a_worker_loses_power(installation: Installation, tmp_path) -> None:
    here, there = installation.ports
    alive = "SELECT count(*) FROM procrastinate_workers"
    await_that(lambda: installation.one(alive) == 2, 90)
    content = shops(0)
    status, where = upload(here, "/redon/donnees/deposer/", "a.osm", content, installation.session)
    assert status == 302 and "imports" in where, where
    run = int(where.rstrip("/").split("/")[-1])
    state = "SELECT state FROM territory_importrun WHERE id = %s"
    await_that(lambda: installation.one(state, run) == "running", 60)
    status, _where, page = ask(there, "GET", where, installation.session)
    assert status == 200 and "a.osm" in page  # followed on the other node
    (holder,) = [one for one in installation.workers if one.runs(b"read_run")]
    holder.lose_power()
    assert installation.one(state, run) == "running", "read too fast to be cut: make it longer"
    # PostgreSQL sees within moments that the machine is gone; the page then says what will happen
    await_that(lambda: "reprend" in ask(there, "GET", where, installation.session)[2], 10)
    await_that(lambda: installation.one(state, run) == "done", 200)
    doors = "SELECT count(*) FROM premises_premises WHERE public_id LIKE '35236%%'"
    assert installation.one(doors) == SHOPS
    tries = "SELECT attempts FROM procrastinate_jobs WHERE queue_name = 'imports'"
    await_that(lambda: installation.one(tries) == 2, 20)  # else nobody took it up
    stored = str(installation.one("SELECT stored_as FROM territory_importrun"))
    assert stored.startswith("imports/")
    kept = [path for path in tmp_path.rglob("*") if path.name == "a.osm"]
    left = [path for path in kept if "fetched" not in path.parts]
    assert left == [], "an upload stayed on a machine"
    told = "SELECT count(*) FROM accounts_message WHERE subject = 'imports'"
    assert installation.one(told) == 1
