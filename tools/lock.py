"""Lock the dependencies again: `python tools/lock.py` (needs uv on the path or in $UV).

The two distributions are read together, so that one machine has one version of everything. No
registry's name enters the files. The peer that `./beffroi bench gravity` measures against has a lock
of its own: it never enters the developers'.
"""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

PEER = "benches/requirements-peer.lock"
# what the peer pulls but does not need: 300 MB of graphics libraries
LEFT_OUT = ["nvidia-nccl-cu12", "nvidia-nccl-cu13"]
ROOT = Path(__file__).resolve().parents[1]
OPTIONS = [
    "--python-version",
    "3.11",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
]


def wanted() -> dict[str, list[str]]:
    """What each lock must hold: what the platform runs on, and what its developers add."""
    beffroi = tomllib.loads((ROOT / "pyproject.toml").read_text())
    library = tomllib.loads((ROOT / "chalandise" / "pyproject.toml").read_text())["project"]
    needed = [line for line in beffroi["project"]["dependencies"] if line != "chalandise"]
    run = needed + library["dependencies"]
    optional = (beffroi["project"]["optional-dependencies"], library["optional-dependencies"])
    extras = [line for extra in optional for lines in extra.values() for line in lines]
    return {
        "requirements.lock": run,
        "requirements-dev.lock": run + extras + beffroi["dependency-groups"]["dev"],
        PEER: ["huff==1.9.14"],
    }


def main() -> None:
    """Write each lock."""
    for name, lines in wanted().items():
        command = [os.environ.get("UV", "uv"), "pip", "compile", *OPTIONS, "-o", name, "-"]
        if name == PEER:
            command += [f"--no-emit-package={package}" for package in LEFT_OUT]
        subprocess.run(command, input="\n".join(lines), text=True, check=True, cwd=ROOT)  # noqa: S603


if __name__ == "__main__":
    main()
