"""What would happen if: stores open, close, grow, move, change brand, many at once.

Owns scenarios as values, their impact on every store and group, the transfer matrix, the ranking of
candidates. The model itself is `chalandise.market`'s.
"""

from .balance import Balance, GroupImpact
from .candidates import Ranking, rank_candidates
from .changes import Change, Close, Enlarge, Move, Open, Rebrand
from .impact import Impact, compare
from .scenario import Scenario
from .transfer import TransferMatrix, transfers

__all__ = [
    "Balance",
    "Change",
    "Close",
    "Enlarge",
    "GroupImpact",
    "Impact",
    "Move",
    "Open",
    "Ranking",
    "Rebrand",
    "Scenario",
    "TransferMatrix",
    "compare",
    "rank_candidates",
    "transfers",
]
