"""Beffroi: the open platform by which towns bring their centres back to life."""

__version__ = "0.1.0"
