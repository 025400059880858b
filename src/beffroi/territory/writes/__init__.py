"""Changes to towns, their ground, their sources and their import runs."""

from beffroi.territory.rules import as_stored
from beffroi.territory.writes.aside import Aside
from beffroi.territory.writes.beforehand import freeze, keep
from beffroi.territory.writes.bodies import cover, leave
from beffroi.territory.writes.delegation import delegate
from beffroi.territory.writes.endings import tell_endings
from beffroi.territory.writes.faces import (
    declare_domain,
    drop_domain,
    hang_arms,
    move_town,
    set_look,
    take_down_arms,
)
from beffroi.territory.writes.ground import name_streets, store_ground, store_streets
from beffroi.territory.writes.membership import (
    change_body,
    end_membership,
    extend_role,
    found_body,
    join_body,
)
from beffroi.territory.writes.mergers import merge_bodies, merge_communes
from beffroi.territory.writes.refusals import BodyRefusedError, RoleRefusedError
from beffroi.territory.writes.roles import end_role, give_role
from beffroi.territory.writes.runs import (
    ask_to_cancel,
    break_orphans,
    end_run,
    entrust_run,
    give_up,
    go_on,
    hold_run,
    leave_undecided,
    put_back,
    queue_again,
    queue_run,
    take_up,
)
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
    "break_orphans",
    "change_body",
    "cover",
    "declare_domain",
    "delegate",
    "draw_town",
    "drop_domain",
    "end_membership",
    "end_role",
    "end_run",
    "entrust_run",
    "extend_role",
    "found_body",
    "freeze",
    "give_role",
    "give_up",
    "go_on",
    "hang_arms",
    "hold_run",
    "join_body",
    "keep",
    "leave",
    "leave_undecided",
    "merge_bodies",
    "merge_communes",
    "move_town",
    "name_streets",
    "open_town",
    "put_back",
    "queue_again",
    "queue_run",
    "remove_source",
    "renew_statistics",
    "restore_source",
    "set_look",
    "store_ground",
    "store_streets",
    "take_down_arms",
    "take_up",
    "tell_endings",
    "touch",
]
