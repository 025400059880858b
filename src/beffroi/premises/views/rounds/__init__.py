"""Pages and protocol of rounds."""

from beffroi.premises.views.rounds.check import round_check, round_judge
from beffroi.premises.views.rounds.lists import round_list, round_new
from beffroi.premises.views.rounds.next_street import round_next
from beffroi.premises.views.rounds.order import round_order, round_reorder
from beffroi.premises.views.rounds.photos import door_photo, round_photo_show, round_photos
from beffroi.premises.views.rounds.progress import round_drop, round_move, round_page
from beffroi.premises.views.rounds.protocol import walk_notes, walk_package, walk_photo
from beffroi.premises.views.rounds.publish import round_correct, round_photo, round_publish
from beffroi.premises.views.rounds.sheets import round_sheets
from beffroi.premises.views.rounds.typing import round_typing

__all__ = [
    "door_photo",
    "round_check",
    "round_correct",
    "round_drop",
    "round_judge",
    "round_list",
    "round_move",
    "round_new",
    "round_next",
    "round_order",
    "round_page",
    "round_photo",
    "round_photo_show",
    "round_photos",
    "round_publish",
    "round_reorder",
    "round_sheets",
    "round_typing",
    "walk_notes",
    "walk_package",
    "walk_photo",
]
