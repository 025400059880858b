"""Changes to towns, their ground, their sources and their import runs."""

from beffroi.territory.writes.ground import as_stored, store_ground, store_streets
from beffroi.territory.writes.runs import (
    ask_to_cancel,
    begin_run,
    end_run,
    queue_run,
    tell_progress,
)
from beffroi.territory.writes.towns import (
    add_perimeter,
    add_source,
    assign_role,
    open_town,
    remove_source,
    touch,
)

__all__ = [
    "add_perimeter",
    "add_source",
    "as_stored",
    "ask_to_cancel",
    "assign_role",
    "begin_run",
    "end_run",
    "open_town",
    "queue_run",
    "remove_source",
    "store_ground",
    "store_streets",
    "tell_progress",
    "touch",
]
