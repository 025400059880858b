"""Changes to towns, their ground, their sources and their import runs."""

from beffroi.territory.rules import as_stored
from beffroi.territory.writes.aside import Aside
from beffroi.territory.writes.bodies import cover, leave
from beffroi.territory.writes.delegation import delegate
from beffroi.territory.writes.ground import store_ground, store_streets
from beffroi.territory.writes.mergers import merge_bodies, merge_communes
from beffroi.territory.writes.refusals import BodyRefusedError, RoleRefusedError
from beffroi.territory.writes.roles import assign_role, end_role, give_role
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
    draw_town,
    open_town,
    remove_source,
    renew_statistics,
    restore_source,
    touch,
)

__all__ = [
    "Aside",
    "BodyRefusedError",
    "RoleRefusedError",
    "add_perimeter",
    "add_source",
    "as_stored",
    "ask_to_cancel",
    "assign_role",
    "break_orphans",
    "cover",
    "delegate",
    "draw_town",
    "end_role",
    "end_run",
    "give_role",
    "leave",
    "merge_bodies",
    "merge_communes",
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
