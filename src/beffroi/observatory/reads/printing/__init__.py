"""A published diagnosis as its paper takes it: texts set, figures with the state of the ledger."""

from beffroi.observatory.reads.printing.figures import Nodes, redo
from beffroi.observatory.reads.printing.whole import for_paper

__all__ = ["Nodes", "for_paper", "redo"]
