"""Pages of a town's map, streets and premises."""

from beffroi.premises.views.feeds import ground_feed, premises_feed
from beffroi.premises.views.lists import doubtful_list, premises_list
from beffroi.premises.views.map import map_figures, town_map
from beffroi.premises.views.sheets import correct_street, sheet
from beffroi.premises.views.streets import street_list, street_page

__all__ = [
    "correct_street",
    "doubtful_list",
    "ground_feed",
    "map_figures",
    "premises_feed",
    "premises_list",
    "sheet",
    "street_list",
    "street_page",
    "town_map",
]
