"""May this person do this, to what, on this day; and the sentence that says so."""

from beffroi.territory.policies.asking import Decision, check, may
from beffroi.territory.policies.bodies import (
    check_administers,
    check_change_body,
    check_hand_over,
    check_role,
    may_change_body,
    may_give,
    may_see_people,
)
from beffroi.territory.policies.conditions import Asked
from beffroi.territory.policies.giving import bodies_to_name, check_give
from beffroi.territory.policies.things import Form, Thing, finds, tells

__all__ = [
    "Asked",
    "Decision",
    "Form",
    "Thing",
    "bodies_to_name",
    "check",
    "check_administers",
    "check_change_body",
    "check_give",
    "check_hand_over",
    "check_role",
    "finds",
    "may",
    "may_change_body",
    "may_give",
    "may_see_people",
    "tells",
]
