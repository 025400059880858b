"""PyPI's huff 1.9.14, asked in a process and an environment of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from beffroi.cli.bench import Bench

HERE = Path(__file__).parent
LOCK = HERE / "requirements-peer.lock"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the peer found, its seconds by step, its peak of memory in bytes."""

    found: dict[str, npt.NDArray[Any]]
    seconds: dict[str, float]
    peak: int


def ask(bench: Bench, case: str, **inputs: Any) -> Answer:
    """One case of `_huff_side.py`; arrays go and come by files, outside of what is timed."""
    python = environment(bench)
    with tempfile.TemporaryDirectory(prefix="huff-") as folder:
        given, told = Path(folder) / "given.npz", Path(folder) / "told.npz"
        np.savez(given, **inputs)
        command = [python, "-W", "ignore", HERE / "_huff_side.py", case, given, told]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        with np.load(told) as held:
            arrays = dict(held)
    seconds = {k[8:]: float(arrays.pop(k)) for k in list(arrays) if k.startswith("seconds_")}
    return Answer(arrays, seconds, int(arrays.pop("peak")))


def environment(bench: Bench) -> Path:
    """The interpreter that has the peer; made once per lock, in the state folder."""
    from beffroi.cli.checking import install

    state = Path(os.environ.get("BEFFROI_STATE", ".beffroi")).resolve() / "bench"
    folder = state / f"huff-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        bench.tell("  installation de huff 1.9.14, à part (une seule fois)")
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", "--without-pip", folder], check=True
        )
        # --no-deps: the lock is whole but for the graphics libraries it leaves out
        if not install(python, "--no-deps", "--require-hashes", "-r", str(LOCK)):
            raise RuntimeError("huff n’a pas pu être installé")
        ready.touch()
    return python
