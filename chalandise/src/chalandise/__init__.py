"""Retail geography in numbers and geometries. No Django, no town of ours."""

__version__ = "0.1.0"
