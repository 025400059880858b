"""Survey files of the outside: GeoJSON, CSV, .xlsx and GeoPackage become doors, wave by wave.

Owns: the table of a file whatever its format, what its columns mean, its waves, its places, its
words and its defects. Knows no table of ours and no town. Face: `read_survey`, `look`, `told`.
"""

from beffroi.sources.survey.doors import Told, told
from beffroi.sources.survey.looking import Looked, look, refuse_shifted
from beffroi.sources.survey.mapping import Mapping, fingerprint, guess_mapping
from beffroi.sources.survey.reading import is_survey_table, is_survey_text, read_survey
from beffroi.sources.survey.table import SurveyTable
from beffroi.sources.survey.vocabulary import Word
from beffroi.sources.survey.waves import Wave

__all__ = [
    "Looked",
    "Mapping",
    "SurveyTable",
    "Told",
    "Wave",
    "Word",
    "fingerprint",
    "guess_mapping",
    "is_survey_table",
    "is_survey_text",
    "look",
    "read_survey",
    "refuse_shifted",
    "told",
]
