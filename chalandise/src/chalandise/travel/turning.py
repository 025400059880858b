"""Forbidden turns: nodes of their own for those who arrive by a street that may not be left at will.

Only there: everywhere else a node stays one node, and the search what it was.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .contracting import bends

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Arcs = tuple[Ints, Ints, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class Turns:
    """Pairs of arcs that may not follow each other.

    Attributes
    ----------
    came, goes : ndarray of int32, shape (k,)
        Rows of a graph's arcs: who arrives by `came[i]` may not leave by `goes[i]`.
    """

    came: Ints
    goes: Ints

    def __len__(self) -> int:
        return len(self.came)


@dataclass(frozen=True, eq=False, slots=True)
class Turned:
    """Arcs that hold the forbidden turns.

    Attributes
    ----------
    arcs : indptr, heads, seconds
        The graph's nodes keep their rows; others follow.
    arrive : ndarray of int32, shape (n,)
        Where each node of the graph is reached: itself, or a row all its likenesses lead to. Who
        starts from a node starts from its own row.
    """

    arcs: Arcs
    arrive: Ints


@dataclass(slots=True)
class _Draft:
    """Nodes and arcs being added; `source` is the node each new one is a likeness of."""

    arcs: Arcs
    tails: Ints
    bend: npt.NDArray[np.bool_]
    entry: dict[int, int] = field(
        default_factory=dict
    )  # arc that arrives: the likeness it leads to
    source: list[int] = field(default_factory=list)
    added: list[tuple[int, int, float]] = field(default_factory=list)

    def likeness(self, node: int) -> int:
        self.source.append(node)
        return len(self.arcs[0]) - 2 + len(self.source)

    def leaving(self, node: int) -> range:
        indptr = self.arcs[0]
        return range(indptr[node], indptr[node + 1])

    def lead(self, begin: int, arc: int) -> None:
        """Follow an arc by likenesses as far as the next junction: nobody turns round before."""
        _, heads, seconds = self.arcs
        while arc not in self.entry and self.bend[heads[arc]]:
            node = self.likeness(int(heads[arc]))
            self.added.append((begin, node, seconds[arc]))
            onward = [on for on in self.leaving(heads[arc]) if heads[on] != self.tails[arc]]
            begin, arc = node, onward[0]  # a bend has one way on
        self.added.append((begin, self.entry.get(arc, int(heads[arc])), seconds[arc]))


def turned(arcs: Arcs, turns: Turns) -> Turned:
    """Arcs in which no path takes a forbidden turn.

    Each arc that may not be followed at will leads to a likeness of its head, which has the ways
    out that are left. Where one of these only bends, it has likenesses too, up to the next
    junction or dead end: else a driver would turn round behind the first bend.
    """
    indptr, heads, _ = arcs
    count = len(indptr) - 1
    tails = np.repeat(np.arange(count, dtype=np.int32), np.diff(indptr))
    forbidden: dict[int, set[int]] = defaultdict(set)
    for came, goes in zip(turns.came.tolist(), turns.goes.tolist(), strict=True):
        forbidden[came].add(goes)
    draft = _Draft(arcs, tails, bends(tails, heads, count))
    draft.bend[heads[list(forbidden)]] = False
    for came in forbidden:
        draft.entry[came] = draft.likeness(int(heads[came]))
    for came, closed in forbidden.items():
        for goes in draft.leaving(heads[came]):
            if goes not in closed:
                draft.lead(draft.entry[came], goes)
    return _joined(draft, count)


def _joined(draft: _Draft, count: int) -> Turned:
    """The graph's arcs and the new ones in compressed rows, with a row where each node is reached."""
    _, heads, seconds = draft.arcs
    source = np.array(draft.source, np.int32)
    several, which = np.unique(source, return_inverse=True)
    ends = count + len(source) + np.arange(len(several), dtype=np.int32)
    arrive = np.arange(count, dtype=np.int32)
    arrive[several] = ends
    ahead = heads.copy()
    ahead[list(draft.entry)] = list(draft.entry.values())
    told = np.array(draft.added, float).reshape(-1, 3)
    copies = np.arange(count, count + len(source), dtype=np.int32)
    tails = np.concatenate([draft.tails, told[:, 0].astype(np.int32), several, copies])
    into = np.concatenate([ahead, told[:, 1].astype(np.int32), ends, ends[which.ravel()]])
    spent = np.concatenate([seconds, told[:, 2], np.zeros(len(several) + len(copies))])
    order = np.argsort(tails, kind="stable")
    indptr = np.zeros(count + len(source) + len(several) + 1, np.int32)
    np.cumsum(np.bincount(tails, minlength=len(indptr) - 1), out=indptr[1:])
    return Turned((indptr, into[order], spent[order]), arrive)
