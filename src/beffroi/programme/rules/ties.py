"""Actions that wait for each other: an order in which none comes before what it needs."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


class CycleError(ValueError):
    """Actions that wait for each other in a ring; `keys` in order, `sentence` names them."""

    def __init__(self, keys: Sequence[str], names: Mapping[str, str] | None = None) -> None:
        told = [(names or {}).get(key, key) for key in (*keys, keys[0])]
        self.keys = tuple(keys)
        self.sentence = _(
            "Ces actions s’attendraient l’une l’autre sans fin : %(ring)s. Retirez l’un des liens."
        ) % {"ring": " → ".join(told)}
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Tie:
    """`sheet` waits for `needs` to have ended, `lag_days` more."""

    sheet: str
    needs: str
    lag_days: int = 0


def order(
    keys: Iterable[str], ties: Iterable[Tie], names: Mapping[str, str] | None = None
) -> list[str]:
    """Needed actions before those that wait for them; raises `CycleError`."""
    listed = list(dict.fromkeys(keys))
    known, needs, followers = set(listed), defaultdict(set), defaultdict(set)
    for tie in ties:
        if tie.sheet in known and tie.needs in known:
            needs[tie.sheet].add(tie.needs)
            followers[tie.needs].add(tie.sheet)
    ready, done = deque(key for key in listed if not needs[key]), []
    while ready:
        done.append(key := ready.popleft())
        for one in sorted(followers[key]):
            needs[one].discard(key)
            if not needs[one]:
                ready.append(one)
    if len(done) < len(listed):
        raise CycleError(_ring({k: needs[k] for k in listed if needs[k]}), names)
    return done


def _ring(needs: Mapping[str, set[str]]) -> list[str]:
    """One cycle among actions that all still wait; walked along "waits for"."""
    path: list[str] = [min(needs)]
    while (step := min(one for one in needs[path[-1]] if one in needs)) not in path:
        path.append(step)
    return path[path.index(step) :]
