"""How a change names its agreement or sheet in the journal."""

from __future__ import annotations

from typing import TypedDict

from beffroi.programme.models import ActionSheet, Agreement


class Told(TypedDict):
    """The town's code ("" above towns), the object's key and its name that day."""

    town: str
    on: str
    name: str


def told_of(obj: Agreement | ActionSheet) -> Told:
    """What `kernel.audit.record` takes of an agreement or a sheet."""
    kind = "agreement" if isinstance(obj, Agreement) else "sheet"
    town = obj.town.insee_code if obj.town else ""
    return {"town": town, "on": f"{kind}:{obj.key}", "name": obj.title}
