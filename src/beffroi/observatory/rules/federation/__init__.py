"""Two observatories side by side: what is comparable, what is not and why, under whose names."""

from beffroi.observatory.rules.federation.comparing import (
    Row,
    Side,
    figure_rows,
    side_of,
    state_rows,
    trade_rows,
)
from beffroi.observatory.rules.federation.hindrances import Hindrance, hindrances, stopped
from beffroi.observatory.rules.federation.naming import Lost, lost_of, names_of

__all__ = [
    "Hindrance",
    "Lost",
    "Row",
    "Side",
    "figure_rows",
    "hindrances",
    "lost_of",
    "names_of",
    "side_of",
    "state_rows",
    "stopped",
    "trade_rows",
]
