"""Loaded before any test."""

import chalandise  # noqa: F401  (else pytest takes the folder chalandise/ for the package when it names chalandise/tests)
