"""Bring a file of the outside into a town: recognise it, read it, let each context store its own."""

from beffroi.portal.imports.runner import import_file, queue_file, run_import

__all__ = ["import_file", "queue_file", "run_import"]
