"""Readers of the French register of establishments (SIRENE).

Owns: which of the four documented forms a file is, its columns by name, its missing values, its
dates (inclusive ends become exclusive), partial diffusion, coordinates in WGS 84, and the faults.
Leaves to others: which town a commune belongs to, what is an opening, and every table.

Face: `recognise(path)`, `read_stock(path, …)`, `read_history(path, …)`.

    reading = read_stock(path, departement="35")
    for batch in reading:        # lists of EstablishmentSeen, a few thousand at a time
        ...
    reading.report               # complete once the iteration has ended

Memory stays bounded: DuckDB scans the file (two threads, 400 MB at most) and only the rows of the
asked communes become Python values. DuckDB may neither install nor load an extension.
"""

from beffroi.sources.sirene.columns import Kind
from beffroi.sources.sirene.files import recognise
from beffroi.sources.sirene.history import read_history
from beffroi.sources.sirene.report import Reading, ReadReport
from beffroi.sources.sirene.stock import read_stock

__all__ = ["Kind", "ReadReport", "Reading", "read_history", "read_stock", "recognise"]
