"""What an extract held, and what of it was left out: told with the graph, never a crash."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of one reading of an extract for one mode.

    Attributes
    ----------
    ways : int
        Streets and ferries found.
    closed : int
        Of them, closed to this mode by class, access or direction.
    clipped : int
        Open ones of which the extract lacks nodes; the pieces between known nodes are kept.
    vanished : int
        Open ones of which nothing is left for lack of nodes.
    missing_nodes : int
        Nodes that open ways name and the extract lacks.
    repeated : int
        Ways given more than once; the last counts.
    unread_limits : int
        Open ways whose `maxspeed` could not be read; the class's speed stands in.
    barriers : int
        Nodes that stop this mode.
    restrictions : int
        Turning restrictions in the extract that bind this mode; none binds walkers.
    turns : int
        Of them, held. Not held: those by way of a street, by the hour, or whose streets are
        closed, clipped or not cut where they meet.
    """

    ways: int = 0
    closed: int = 0
    clipped: int = 0
    vanished: int = 0
    missing_nodes: int = 0
    repeated: int = 0
    unread_limits: int = 0
    barriers: int = 0
    restrictions: int = 0
    turns: int = 0

    def counts(self) -> dict[str, int]:
        """Everything counted, by name."""
        return asdict(self)
