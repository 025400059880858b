"""Open data of a town: which sets there are, what their columns say, under which licence."""

from beffroi.observatory.rules.opendata.licences import Licence, licence_of
from beffroi.observatory.rules.opendata.sets import SETS, DataSet, by_key

__all__ = ["SETS", "DataSet", "Licence", "by_key", "licence_of"]
