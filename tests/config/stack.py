"""A whole installation on a state folder, run in a process of its own so that tests may kill parts.

Usage: stack.py PORT (BEFFROI_STATE says where).
"""

import sys

from beffroi.cli.serving import Service, _serve

sys.exit(_serve(Service("demo", "demo", ("migrate", "catalogues"), int(sys.argv[1]))))
