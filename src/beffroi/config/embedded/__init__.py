"""PostgreSQL without a database administrator: our own launcher of an embedded server.

Owns: which binaries run, under whose name, where the data lie, and that no server outlives the
command that started it. Leaves to others: what is in the database.

Face: `Server` (one server on one state folder), `claim` (one command at a time on a state folder),
`state_folder`. Why our own: docs/adr/0001-embedded-postgresql.md.
"""

from .binaries import Binaries, NoBinaries, find_binaries
from .claim import AlreadyRunning, Claim, claim, running
from .layout import Layout, state_folder
from .server import OtherVersion, Server, ServerBusy, ServerFailed

__all__ = [
    "AlreadyRunning",
    "Binaries",
    "Claim",
    "Layout",
    "NoBinaries",
    "OtherVersion",
    "Server",
    "ServerBusy",
    "ServerFailed",
    "claim",
    "find_binaries",
    "running",
    "state_folder",
]
