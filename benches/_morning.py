"""A morning: everybody signs in once within two hours, and looks at their town's dashboard."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING

import _closed_loop as client  # put there by the bench, which is no package
import _open_loop as crowd
import _visits as visits
import _web as web

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench

MORNING = 2 * 3600  # seconds in which everybody arrives
MEASURED = 40  # of these seconds: five hundred arrivals of ninety thousand people


def morning(bench: Bench, port: int, *, towns: int, people: int, aim: float) -> None:
    """People of every town, one after the other: the form, the password, their dashboard."""
    rate = max(towns * people / MORNING, 1.0)  # a small installation is asked at once a second
    before, count = web.spent(), int(rate * MEASURED)
    coming = [_arrival(port, n, towns, people) for n in range(count)]
    told, late = crowd.meet(coming, rate)
    mine, base = (
        (now - then) / len(told) * 1000 for now, then in zip(web.spent(), before, strict=True)
    )
    bench.tell(
        f"  un matin : {towns * people:,} personnes en deux heures, {rate:.1f} arrivées par seconde "
        f"({len(told)} mesurées), processeur {mine:.0f} ms chacune (web) et {base:.0f} (base), "
        f"départ le plus tardif {late * 1000:.0f} ms, charge {os.getloadavg()[0]:.1f}"
    )
    words = ("connexion (formulaire et mot de passe)", "tableau de bord")
    for label, seconds in zip(words, zip(*told, strict=True), strict=True):
        bench.tell(f"    {label}, médiane {statistics.median(seconds) * 1000:.0f} ms")
        bench.aim(f"{label}, un matin, 95 % sous", client.p95(seconds), below=aim)


def _arrival(port: int, n: int, towns: int, people: int) -> Callable[[], list[float]]:
    """Seconds of the password's answer, then of the dashboard's."""
    town, person = n % towns, (n // towns + 2) % people  # others than those who come after

    def visit() -> list[float]:
        fresh = client.Visitor("127.0.0.1", port, address=f"198.19.{n // 250}.{n % 250 + 1}")
        return [visits.signed_in(fresh, town, person), visits.view(fresh, town, "indicateurs/")()]

    return visit
