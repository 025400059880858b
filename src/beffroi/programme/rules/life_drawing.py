"""The life of an agreement drawn from its table, for docs/algorithms/agreement-life.md."""

from __future__ import annotations

from collections.abc import Iterator

from beffroi.programme.rules.life import TRANSITIONS, State
from beffroi.programme.rules.standing import NEED_NAMES


def drawing() -> str:
    """A state diagram (Mermaid) of every state and step."""
    return "\n".join(["stateDiagram-v2", "    [*] --> draft", *_arrows(), *_ends()])


def _arrows() -> Iterator[str]:
    for way in TRANSITIONS:
        for start in sorted(way.start, key=list(State).index):
            yield f"    {start.value} --> {way.end.value}: {way.name}"


def _ends() -> Iterator[str]:
    left = {start for way in TRANSITIONS for start in way.start}
    yield from (f"    {state.value} --> [*]" for state in State if state not in left)


def table() -> str:
    """The same steps as a Markdown table: name, from, to, what it needs."""
    head = ["| step | from | to | needs |", "|---|---|---|---|"]
    rows = [
        f"| `{way.name}` | {', '.join(s.value for s in sorted(way.start, key=list(State).index))} "
        f"| {way.end.value} | {'; '.join(str(NEED_NAMES[n]) for n in way.needs) or '–'} |"
        for way in TRANSITIONS
    ]
    return "\n".join(head + rows)
