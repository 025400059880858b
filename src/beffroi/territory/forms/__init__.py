"""Forms of roles, bodies and delegations."""

from beffroi.territory.forms.bodies import BodyForm, CoverForm, LeaveForm, MergeForm
from beffroi.territory.forms.roles import (
    ONE_DAY,
    AreaRoleForm,
    EndForm,
    LastingForm,
    LendForm,
    TeamForm,
)

__all__ = [
    "ONE_DAY",
    "AreaRoleForm",
    "BodyForm",
    "CoverForm",
    "EndForm",
    "LastingForm",
    "LeaveForm",
    "LendForm",
    "MergeForm",
    "TeamForm",
]
