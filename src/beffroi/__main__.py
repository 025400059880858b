"""`python -m beffroi`."""

import sys

from beffroi.cli import main

sys.exit(main())
