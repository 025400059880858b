"""What the invented town decided to look for in its streets: two plans of everybody, one of the team.

What answered them is not told here: it is read from the ten simulated rounds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts.models import Person
from beffroi.premises.models import TradePlan
from beffroi.premises.writes import trades as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town

DECIDED, LATELY = dt.date(2023, 6, 20), dt.date(2026, 2, 5)
Line = tuple[bool, str, str, int, str, str, Any]
FIRST: tuple[Line, ...] = (
    (True, "epicerie-fine", "alimentaire", 1, "", "", _l("Compléter les métiers de bouche.")),
)
LEADS: tuple[Line, ...] = (
    (True, "cycles", "culture_loisirs", 1, "Quai des Lavandières", "", _l("La voie verte arrive au quai ; rien n’est annoncé.")),
)  # fmt: skip
# (wanted, activity, family, number, street, sector, reason)
LINES: tuple[Line, ...] = (
    (True, "poissonnerie", "alimentaire", 1, "", "", _l("Deux en 2023, une depuis 2025.")),
    (True, "primeur", "alimentaire", 1, "Place du Marché-aux-Laines", "", _l("Plus aucun primeur fixe : la place n’a que le marché du samedi.")),
    (True, "librairie", "culture_loisirs", 1, "", "secteur-dintervention-de-lort", _l("Demandée par les habitants et par les écoles.")),
    (True, "", "alimentaire", 2, "Rue des Étameurs", "", _l("Rue d’entrée du centre : des commerces de tous les jours.")),
    (False, "restauration-rapide", "cafes_hotels_restaurants", 1, "Grande-Rue des Drapiers", "", _l("Déjà nombreuse ; la rue vit de l’équipement de la personne.")),
    (False, "banque", "services", 1, "Place du Marché-aux-Laines", "", _l("Une vitrine fermée le samedi éteint la place.")),
)  # fmt: skip


def load_trades(town: Town | None, *, by: Person) -> None:
    """The plans of the invented town; told once."""
    if town is None or TradePlan.objects.of(town).exists():
        return
    council = _("Conseil municipal (simulé)")
    old = writes.decide_plan(
        town=town, by=by, name=_("Activités souhaitées 2018-2023 (simulé)"), decided_by=council,
        decided_on=dt.date(2018, 3, 13), starts_on=dt.date(2018, 4, 1),
    )  # fmt: skip
    _tell(old, FIRST, by)
    writes.end_plan(plan=old, on=dt.date(2023, 7, 1), by=by)
    plan = writes.decide_plan(
        town=town, by=by, name=_("Activités souhaitées depuis 2023 (simulé)"), decided_by=council,
        decided_on=DECIDED, starts_on=dt.date(2023, 7, 1),
        note=_("Suivi deux fois par an en comité de pilotage."),
    )  # fmt: skip
    _tell(plan, LINES, by)
    kept = writes.decide_plan(
        town=town, by=by, name=_("Pistes de l’équipe (simulé)"), audience=TradePlan.Readers.TOWN,
        decided_by=_("Comité technique (simulé)"), decided_on=LATELY, starts_on=LATELY,
    )  # fmt: skip
    _tell(kept, LEADS, by)


def _tell(plan: TradePlan, lines: Iterable[Line], by: Person) -> None:
    streets = {row.name: row for row in Street.objects.of(plan.town)}
    sectors = {row.slug: row for row in territory.perimeters(plan.town)}
    for wanted, activity, family, number, street, sector, reason in lines:
        writes.add_wish(
            plan=plan, by=by, wanted=wanted, activity=activity, family=family, number=number,
            street=streets.get(street), sector=sectors.get(sector), reason=str(reason),
        )  # fmt: skip
