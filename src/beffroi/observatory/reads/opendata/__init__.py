"""Open data of a town: the rows of each set, and the files that were made of them."""

from beffroi.observatory.reads.opendata.made import LIST, MAKER, Made, MadeFile, MadeSet, made
from beffroi.observatory.reads.opendata.rows import rows_of
from beffroi.observatory.reads.opendata.sources import Behind, behind

__all__ = ["LIST", "MAKER", "Behind", "Made", "MadeFile", "MadeSet", "behind", "made", "rows_of"]
