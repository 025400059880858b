"""A command that owns a server, run in a process of its own so that tests may kill it.

Usage: parent.py STATE: starts, prints the server's pid and its URL, then restarts it whenever it
dies.
"""

import sys
import time
from pathlib import Path

from beffroi.config.embedded import Server
from beffroi.config.supervisor import Supervisor

server = Server(Path(sys.argv[1])).start()
print(server.pid, server.url, flush=True)
supervisor = Supervisor(server, lambda _text: None)
while True:
    supervisor.look_after()
    time.sleep(0.02)
