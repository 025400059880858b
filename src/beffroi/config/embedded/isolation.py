"""Under whose name a child process runs, and how it dies with its parent (Linux only)."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ACCOUNT = "beffroi"
INNER_ID = 1000  # the uid root takes inside its user namespace: PostgreSQL refuses uid 0
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
# loaded before any fork: dlopen between fork and exec could dead-lock
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """`oneself` for a normal user, `namespace` for root, `account` where root has no namespaces."""

    kind: Literal["oneself", "namespace", "account"]
    uid: int = -1
    gid: int = -1


def choose_identity() -> Identity:
    """Who may run PostgreSQL here. As root without user namespaces, makes a system account."""
    if os.geteuid() != 0:
        return Identity("oneself")
    if namespaces_allowed():
        return Identity("namespace")
    return _system_account()


def namespaces_allowed() -> bool:
    """Whether the kernel (or the container) lets us enter a user namespace: tried, not guessed."""
    pid = os.fork()
    if pid == 0:
        try:
            _enter_namespace()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def before_exec(identity: Identity, death_signal: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: take the identity, then tie the process to this one.

    The death signal follows the thread that forks, not the process: only the main thread lives
    as long as we do. It is cleared by a change of credentials, hence set last.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("a tied child must be started from the main thread")
    parent = os.getpid()

    def prepare() -> None:
        os.umask(0o077)
        if identity.kind == "namespace":
            _enter_namespace()
        elif identity.kind == "account":
            os.setgroups([])
            os.setgid(identity.gid)
            os.setuid(identity.uid)
        _die_with(parent, death_signal)

    return prepare


def tied(death_signal: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """A `preexec_fn` for our own children (web server, worker): same user, same death.

    SIGKILL, because a worker told to end politely waits for a database that is going too.
    """
    parent = os.getpid()
    return lambda: _die_with(parent, death_signal)


def tie_to_group_leader() -> None:
    """Called in a child we did not fork ourselves, such as a worker of the web server.

    Its true parent leads the process group: asking for the current parent instead would tie a
    worker to init when the parent was killed in between.
    """
    if os.getpid() != os.getpgrp():
        _die_with(os.getpgrp(), signal.SIGKILL)


def _die_with(parent: int, death_signal: signal.Signals) -> None:
    if _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:  # the parent died between fork and prctl
        os._exit(1)


def _enter_namespace() -> None:
    uid, gid = os.geteuid(), os.getegid()
    if _libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{INNER_ID} {uid} 1")
    _write("/proc/self/gid_map", f"{INNER_ID} {gid} 1")


def _write(path: str, text: str) -> None:
    fd = os.open(path, os.O_WRONLY)
    os.write(fd, text.encode())
    os.close(fd)


def _system_account() -> Identity:
    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            raise RuntimeError(
                "PostgreSQL refuse de tourner en root et « useradd » est absent : lancez Beffroi "
                "depuis un compte ordinaire, ou indiquez une base par DATABASE_URL."
            ) from None
        shell = "/usr/sbin/nologin"
        command = [useradd, "--system", "--no-create-home", "--shell", shell, ACCOUNT]
        subprocess.run(command, check=True)
        found = pwd.getpwnam(ACCOUNT)
    return Identity("account", found.pw_uid, found.pw_gid)


def hand_over(folder: Path, identity: Identity) -> None:
    """Give a folder to the account that will run the server; nothing to do otherwise."""
    if identity.kind == "account":
        os.chown(folder, identity.uid, identity.gid)
