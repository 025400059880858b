"""Who does what on an action, and where two duties do not go together.

Source: text 000 (« simplifier l'intervention des acteurs locaux »); domain.md §9, segregation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LEAD, DECIDES, CONSULTED, FUNDER = "lead", "decides", "consulted", "funder"


@dataclass(frozen=True, slots=True)
class Part:
    """A body's role on an action; `owns` when it is the project owner."""

    body: str
    role: str
    owns: bool = False


def deciders(parts: Iterable[Part]) -> list[str]:
    """Who decides: the bodies said to, else the project owner."""
    listed = list(parts)
    said = [part.body for part in listed if part.role == DECIDES]
    return said or list(dict.fromkeys(part.body for part in listed if part.owns))


def conflicts(parts: Sequence[Part]) -> list[str]:
    """A sentence for each duty that is missing, doubled or at odds with another."""
    holding: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        holding[part.role].append(part.body)
    found = [*_doubled(holding), *_missing(holding, parts)]
    for body in holding[DECIDES]:
        if body in holding[CONSULTED]:
            found.append(
                _(
                    "%(body)s décide et donne aussi son avis : l’avis doit venir d’un autre organisme."
                )
                % {"body": body}
            )
    return found


def _doubled(holding: dict[str, list[str]]) -> list[str]:
    found = []
    if len(holding[LEAD]) > 1:
        found.append(
            _("Deux organismes pilotent : %(bodies)s. Dites lequel tient l’action.")
            % {"bodies": ", ".join(holding[LEAD])}
        )
    if len(holding[DECIDES]) > 1:
        found.append(
            _(
                "Plusieurs organismes décident : %(bodies)s. Dites dans leur part ce que décide chacun."
            )
            % {"bodies": ", ".join(holding[DECIDES])}
        )
    return found


def _missing(holding: dict[str, list[str]], parts: Sequence[Part]) -> list[str]:
    """An action of several bodies that nobody leads or decides."""
    bodies = {part.body for part in parts}
    found = []
    if len(bodies) > 1 and not holding[LEAD]:
        found.append(str(_("Aucun organisme ne pilote cette action.")))
    if len(bodies) > 1 and not deciders(parts):
        said = _("Personne n’est dit décider : ni organisme qui décide, ni maître d’ouvrage.")
        found.append(str(said))
    return found
