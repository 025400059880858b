"""The fictional town of the demo: an invented plan, invented names, ten simulated years.

Owns: the plate (plan, streets, houses, doors), the truth (states, occupancies, events) and the
rounds that observed it. Leaves to the portal the storing: it knows no table.
Face: `build(seed) -> FictionalTown`; every value is described in `values`.

How to store it: `premises` → premises.Premises (parents give merges and splits), `states` →
PremisesState (half-open `valid`), `occupancies` → Occupancy with one merchants.Shop per `shop`
ref, `rounds` and `observations` → SurveyRound and Observation (`recorded_from/to` is the recording
interval; `corrects` names the replaced row), `streets`, `ground` and `perimeters` → territory.
The edge store's premises (`zone == "edge"`) lie outside the centre and outside every round.
"""

from beffroi.portal.demo.fictional.town import CODE, DEFAULT_SEED, NAME, SLUG, build
from beffroi.portal.demo.fictional.values import FictionalTown

__all__ = ["CODE", "DEFAULT_SEED", "NAME", "SLUG", "FictionalTown", "build"]
