"""Changes to towns, their ground, their sources and their import runs."""

from beffroi.territory.rules import as_stored
from beffroi.territory.writes.aside import Aside
from beffroi.territory.writes.ground import store_ground, store_streets
from beffroi.territory.writes.runs import (
    ask_to_cancel,
    break_orphans,
    end_run,
    queue_again,
    queue_run,
)
from beffroi.territory.writes.telling import tell_of_role
from beffroi.territory.writes.towns import (
    add_perimeter,
    add_source,
    assign_role,
    draw_town,
    open_town,
    remove_source,
    renew_statistics,
    restore_source,
    touch,
)

__all__ = [
    "Aside",
    "add_perimeter",
    "add_source",
    "as_stored",
    "ask_to_cancel",
    "assign_role",
    "break_orphans",
    "draw_town",
    "end_run",
    "open_town",
    "queue_again",
    "queue_run",
    "remove_source",
    "renew_statistics",
    "restore_source",
    "store_ground",
    "store_streets",
    "tell_of_role",
    "touch",
]
