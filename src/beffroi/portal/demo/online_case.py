"""A case of online sales in the invented town: simulated, read by its team alone."""

from __future__ import annotations

import datetime as dt

from beffroi.accounts.models import Person
from beffroi.premises.models import OnlineSalesCase, Premises, PremisesState
from beffroi.premises.writes import cases
from beffroi.territory.models import Town

OPENED, VISITED = dt.date(2026, 9, 14), dt.date(2026, 10, 6)


def load_case(town: Town | None, *, by: Person) -> int:
    """A door under suspicion, visited and qualified; and one suspicion withdrawn. Once."""
    if town is None or OnlineSalesCase.objects.of(town).exists():
        return 0
    doors = _doors(town)
    if len(doors) < 2:
        return 0
    _qualified(doors[0], by)
    _withdrawn(doors[1], by)
    OnlineSalesCase.objects.of(town).update(is_simulated=True)
    return 2


def _doors(town: Town) -> list[Premises]:
    """Two doors of which nobody knows what stands behind, else two that trade."""
    states = PremisesState.objects.of(town).known().filter(valid__upper_inf=True)
    rows = Premises.objects.of(town).filter(
        pk__in=states.filter(kind__in=["works_unknown", "occupied"]).values("premises")
    )
    return list(rows.order_by("-public_id")[:2])


def _qualified(door: Premises, by: Person) -> None:
    """Signals from two sides, a visit, then what an agent found: a warehouse."""
    case = cases.open_case(
        premises=door, kind="opaque_window", source="Constat de l’équipe, rue par rue",
        seen_on=OPENED, words="Vitrine occultée, aucune enseigne.", by=by,
    )  # fmt: skip
    cases.add_signal(
        case=case, kind="couriers", source="Signalements de passants",
        seen_on=OPENED + dt.timedelta(days=5), words="Coursiers devant la porte, le soir.", by=by,
    )  # fmt: skip
    cases.take_step(case=case, name="take_up", on=OPENED + dt.timedelta(days=7), by=by)
    seen = "Rayonnages, préparation de commandes, ni caisse ni client."
    cases.take_step(case=case, name="visit", on=VISITED, words=seen, by=by)
    cases.take_step(
        case=case, name="find_warehouse", on=VISITED + dt.timedelta(days=3),
        words="Aucune vente sur place : entrepôt.", by=by,
    )  # fmt: skip


def _withdrawn(door: Premises, by: Person) -> None:
    """A suspicion that came to nothing, kept apart and shown to nobody else."""
    case = cases.open_case(
        premises=door, kind="no_public_hours", source="Constat de l’équipe", seen_on=OPENED, by=by
    )
    words = "Commerce ouvert sur rendez-vous : horaires affichés à l’intérieur."
    cases.take_step(case=case, name="withdraw", on=VISITED, words=words, by=by)
