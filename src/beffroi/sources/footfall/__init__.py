"""Files of counters of passers-by, one line an hour."""

from beffroi.sources.footfall.columns import is_table_of_counts
from beffroi.sources.footfall.reading import read_counts
from beffroi.sources.footfall.values import CountsRead

__all__ = ["CountsRead", "is_table_of_counts", "read_counts"]
