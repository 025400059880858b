"""The embedded server: starts anywhere, stops, and is alone on its data."""

from __future__ import annotations

import os
import pwd
import stat
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from beffroi.config.embedded import (
    AlreadyRunning,
    NoBinaries,
    Server,
    ServerBusy,
    ServerFailed,
    claim,
    find_binaries,
    running,
    state_folder,
)
from beffroi.config.embedded.isolation import Identity
from beffroi.config.embedded.layout import lay_out

from .conftest import alive, await_death


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def backends(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]


def test_started_server_knows_french_and_stops_with_all_its_processes(state: Path) -> None:
    with Server(state) as server:
        assert server.pid is not None
        family = [server.pid, *backends(server.pid)]
        with psycopg.connect(server.url) as connection:
            found = connection.execute(
                "SELECT lower('ÉCOLE'), unaccent('Œuvre'), 'boulangerie' % 'boulangerie'"
            ).fetchone()
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert found == ("école", "OEuvre", True)
    assert len(family) > 3
    assert all(await_death(pid) for pid in family)


def test_nothing_listens_beyond_a_private_folder(state: Path) -> None:
    with Server(state) as server:
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        for folder in (server.layout.socket, server.layout.data):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_rows_are_there_after_a_stop_and_a_start(state: Path) -> None:
    with Server(state) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    with Server(state) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


def test_path_with_spaces_accents_quotes_and_commas(tmp_path: Path) -> None:
    with (
        Server(tmp_path / 'Élan d\'été, “bis” "q" 100%') as server,
        psycopg.connect(server.url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_path_too_long_for_a_socket(tmp_path: Path) -> None:
    with (
        Server(tmp_path / ("long" * 30)) as server,
        psycopg.connect(server.url) as connection,
    ):
        assert len(str(server.layout.socket)) < 60
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_socket_folder_somebody_else_made_first_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    home = tmp_path / ("long" * 30)
    expected = lay_out(home, 18, Identity("oneself")).socket
    expected.chmod(0o777)
    found = lay_out(home, 18, Identity("oneself")).socket
    assert found != expected
    assert stat.S_IMODE(found.stat().st_mode) == 0o700


def test_second_server_on_the_same_data_is_refused(state: Path) -> None:
    with Server(state) as first:
        with pytest.raises(ServerBusy, match="tient encore ces données"):
            Server(state).start(wait=0.1)
        assert first.alive()


def test_stale_pid_file_that_names_a_living_process_does_not_stop_a_start(state: Path) -> None:
    with Server(state) as server:
        data = server.layout.data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n5432\n\n\n  1 1\nready   \n")
    with Server(state) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_half_made_cluster_is_made_again(state: Path) -> None:
    half = state / "pg-18.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with Server(state) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_server_that_cannot_start_says_why(state: Path) -> None:
    with Server(state) as server:
        data = server.layout.data
    (data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ServerFailed, match="no_such_setting"):
        Server(state).start()


def test_throwaway_folder_is_removed() -> None:
    with Server.temporary() as server:
        folder = server.layout.home
        assert folder.exists()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
    assert not folder.exists()


def test_system_binaries_serve_where_the_wheel_is_missing(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        pytest.skip("this system has no PostgreSQL of its own")
    monkeypatch.setattr("beffroi.config.embedded.binaries._wheel", list)
    with Server(state) as server, psycopg.connect(server.url) as connection:
        assert not server.binaries.from_wheel
        assert connection.execute("SELECT lower('É')").fetchone() == ("é",)


def test_no_binaries_at_all_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("_wheel", "_system"):
        monkeypatch.setattr(f"beffroi.config.embedded.binaries.{source}", list)
    with pytest.raises(NoBinaries, match="DATABASE_URL"):
        find_binaries()


def test_from_nothing_to_a_database_within_seconds(state: Path) -> None:
    began = time.monotonic()
    with Server(state):
        made = time.monotonic() - began
    began = time.monotonic()
    with Server(state):
        again = time.monotonic() - began
    assert made < 20.0  # measured 0.8 s on an idle machine, 3 s under load
    assert again < 5.0  # measured 0.05 s, 1 s under load


def test_second_command_is_told_where_the_first_answers(state: Path) -> None:
    assert running(state) is None
    mine = claim(state, "demo")
    mine.announce(url="http://127.0.0.1:8000/")
    with pytest.raises(AlreadyRunning) as refusal:
        claim(state, "demo")
    assert str(refusal.value) == "« beffroi demo » tourne déjà : ouvrez http://127.0.0.1:8000/"
    mine.release()
    assert running(state) is None


def test_state_folder_follows_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_STATE", str(tmp_path / "ailleurs"))
    assert state_folder() == tmp_path / "ailleurs"
    monkeypatch.delenv("BEFFROI_STATE")
    assert state_folder().name == ".beffroi"


def test_server_died_is_noticed(state: Path) -> None:
    with Server(state) as server:
        assert server.alive()
        assert server.pid is not None and alive(server.pid)
    assert not server.alive()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another account")
def test_root_without_user_namespaces_runs_it_under_another_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for module in ("layout", "server"):
            monkeypatch.setattr(f"beffroi.config.embedded.{module}.ACCOUNT_ROOT", Path(folder))
        nobody = pwd.getpwnam("nobody")
        identity = Identity("account", nobody.pw_uid, nobody.pw_gid)
        with Server(Path("/root/nowhere"), identity=identity) as server:
            assert Path(f"/proc/{server.pid}").stat().st_uid == nobody.pw_uid
            with psycopg.connect(server.url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
