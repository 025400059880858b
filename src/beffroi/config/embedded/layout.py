"""Where things lie in a state folder, and how a path becomes a database URL."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .isolation import Identity, hand_over

DATABASE = USER = "beffroi"
THROWAWAY = "beffroi-throwaway-"
_SOCKET_LIMIT = 107  # sun_path of unix(7), without its final zero
_SOCKET_NAME = "/.s.PGSQL.5432.lock"
ACCOUNT_ROOT = Path("/var/lib/beffroi")  # a system account cannot enter /root or /home


def state_folder() -> Path:
    """BEFFROI_STATE, else `.beffroi` beside the sources, else the user's data folder."""
    given = os.environ.get("BEFFROI_STATE")
    if given:
        return Path(given).resolve()
    checkout = Path(__file__).resolve().parents[4]
    if (checkout / "pyproject.toml").exists():
        return checkout / ".beffroi"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "beffroi"


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one server: data, log, lock and socket folder."""

    home: Path
    data: Path
    socket: Path

    @property
    def lock(self) -> Path:
        return self.data.with_name(self.data.name + ".lock")

    @property
    def log(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        return f"postgresql:///{database}?user={USER}&host={quote(str(self.socket), safe='')}"


def lay_out(state: Path, major: int, identity: Identity) -> Layout:
    """Make the folders (0700) of a server of this major version under `state`."""
    home = state
    if identity.kind == "account":
        ACCOUNT_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
        home = ACCOUNT_ROOT / (state.name if state.name.startswith(THROWAWAY) else _digest(state))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    hand_over(home, identity)
    return Layout(home, home / f"pg-{major}", _socket_folder(home, identity))


def other_majors(layout: Layout, major: int) -> list[int]:
    """The other versions of PostgreSQL whose data lie beside ours."""
    found = [path.parent.name.removeprefix("pg-") for path in layout.home.glob("pg-*/PG_VERSION")]
    return sorted(int(name) for name in found if name.isdigit() and int(name) != major)


def _socket_folder(home: Path, identity: Identity) -> Path:
    folder = home / "socket"
    if len(os.fsencode(f"{folder}{_SOCKET_NAME}")) > _SOCKET_LIMIT:
        folder = Path(tempfile.gettempdir()) / f"beffroi-{os.geteuid()}-{_digest(home)}"
    folder.mkdir(mode=0o700, exist_ok=True)
    hand_over(folder, identity)
    seen = folder.lstat()  # in /tmp somebody else may have been first
    if seen.st_uid not in (os.geteuid(), identity.uid) or seen.st_mode & 0o170077 != 0o040000:
        return Path(tempfile.mkdtemp(prefix="beffroi-"))
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
