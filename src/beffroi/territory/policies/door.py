"""The question asked at the door of a view declared `acting`, in the town of its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from beffroi.kernel.permission import Need
from beffroi.territory.policies.asking import check
from beffroi.territory.policies.things import find
from beffroi.territory.reads import town_or_404


def guard(request: HttpRequest, parts: Mapping[str, Any], need: Need) -> str:
    """The key of the body it is done for; raises as `check` does, or 404 for what is not there."""
    town = town_or_404(parts["town"]) if "town" in parts else None
    # A list of the town stands above towns for one object only: its path names it there.
    asked = need.obj and (town is None or need.obj in parts)
    obj = find(need.obj, town, parts[need.obj]) if asked else None
    return check(request.user, need.verb, need.group, town=town, obj=obj).body.key
