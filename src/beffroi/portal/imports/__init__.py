"""Bring a file of the outside into a town: recognise it, read it, let each context store its own."""

from beffroi.portal.imports.queueing import Kept, digest, import_file, queue_file, queue_kept
from beffroi.portal.imports.runner import run_import

__all__ = ["Kept", "digest", "import_file", "queue_file", "queue_kept", "run_import"]
