"""How much each reason weighs: the one place where it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIVE = 5
REST = 60  # days a door visited is left alone, unless its next step is due before
AGED = 365  # days after which a sight no longer tells much
LONG_AGO = 180  # days after which a visit is worth another
FEWEST = 10  # premises of a street that may be called the best
RECENT = ((183, 30), (365, 22), (730, 12))  # vacant for at most so many days → points
BEST_STREETS = {1: 20, 2: 10, 3: 10}  # rank by shops open → points

# code → (points, what it is); « recent » and « street » have steps, their most is given
WEIGHTS: Mapping[str, tuple[int, Any]] = {
    "due": (40, _("une suite promise à la dernière visite arrive à son jour")),
    "recent": (30, _("vide depuis peu : 30 jusqu’à six mois, 22 jusqu’à un an, 12 jusqu’à deux")),
    "alert": (25, _("devenu vide dans une alerte qui n’est pas levée")),
    "street": (20, _("dans la rue qui a le plus de commerces ouverts ; 10 dans les deux suivantes")),
    "reported": (18, _("des passants disent que c’est fermé, et personne n’est allé voir")),
    "promise": (15, _("une action de la convention promet d’agir là")),
    "wanted": (12, _("une activité manque dans la rue")),
    "owner": (10, _("le propriétaire ou son agence a déjà été rencontré")),
    "doubt": (8, _("personne ne l’a revu depuis un an : la vacance est à confirmer")),
    "undated": (6, _("vide depuis une date inconnue")),
    "unvisited": (5, _("personne n’a noté de visite depuis six mois")),
    "long": (4, _("vide depuis plus de deux ans")),
}  # fmt: skip
