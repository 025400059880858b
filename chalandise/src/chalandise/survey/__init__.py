"""What households say of their last purchases, made into flows, leakage, hold and inflow.

Owns weighted answers (`Acts`), their estimates by family with intervals (`survey_flows`). Spending
by zone comes from `chalandise.space.figures.market`; a model fitted to answers from
`chalandise.calibration`.
"""

from .acts import ONLINE, Acts
from .estimates import Figures
from .family import FamilyFlows
from .flows import SurveyFlows, survey_flows

__all__ = ["ONLINE", "Acts", "FamilyFlows", "Figures", "SurveyFlows", "survey_flows"]
