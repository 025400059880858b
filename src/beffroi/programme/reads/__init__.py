"""What is read of agreements, sheets and money: one module by noun."""

from beffroi.programme.reads.finding import agreement_or_404, agreements, sheet_or_404, sheets

__all__ = ["agreement_or_404", "agreements", "sheet_or_404", "sheets"]
