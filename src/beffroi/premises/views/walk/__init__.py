"""The application an advisor walks a street with: its shell, its worker, what it asks before it sends."""

from beffroi.premises.views.walk.shell import walk, walk_home, walk_session
from beffroi.premises.views.walk.worker import walk_manifest, walk_worker

__all__ = ["walk", "walk_home", "walk_manifest", "walk_session", "walk_worker"]
