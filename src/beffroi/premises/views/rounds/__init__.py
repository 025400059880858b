"""Pages and protocol of rounds."""

from beffroi.premises.views.rounds.protocol import walk_notes, walk_package, walk_photo

__all__ = ["walk_notes", "walk_package", "walk_photo"]
