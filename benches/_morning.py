"""Two mornings of two hours: everybody looks at their town's dashboard, and some sign in first.

A usual one: a session ends after a fortnight, so that one person in ten has to sign in. The worst
one: everybody has to, as on the day after the secret was changed.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import _closed_loop as client  # put there by the bench, which is no package
import _open_loop as crowd
import _visits as visits
import _web as web

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench

MORNING = 2 * 3600  # seconds in which everybody arrives
MEASURED = 40  # of these seconds: five hundred arrivals of ninety thousand people
WORKING_DAYS = 10  # in the fortnight a session lasts at most; a week-end does not end it
USUAL, WORST = "un matin", "un matin où tous doivent se reconnecter"


def morning(bench: Bench, port: int, *, towns: int, people: int, aim: float) -> None:
    """People of every town, one after the other: the usual morning, then the worst one."""
    rate = max(towns * people / MORNING, 1.0)  # a small installation is asked at once a second
    count = int(rate * MEASURED)
    everybody = [_Person(port, n, towns, people) for n in range(2 * count)]
    for n, one in enumerate(everybody[:count]):
        if n % WORKING_DAYS:
            one.sign_in()
    _meet(bench, USUAL, everybody[:count], rate, aim)
    _meet(bench, WORST, everybody[count:], rate, aim)


def _meet(bench: Bench, label: str, coming: list[_Person], rate: float, aim: float) -> None:
    before = web.spent()
    told, late = crowd.meet([one.come() for one in coming], rate)
    mine, base = (
        (now - then) / len(told) * 1000 for now, then in zip(web.spent(), before, strict=True)
    )
    bench.tell(
        f"  {label} : {rate:.1f} arrivées par seconde ({len(told)} mesurées), processeur {mine:.0f} ms "
        f"chacune (web) et {base:.0f} (base), départ le plus tardif {late * 1000:.0f} ms, "
        f"charge {os.getloadavg()[0]:.1f}"
    )
    dashboards, sign_ins = [one[0] for one in told], [one[1] for one in told if len(one) > 1]
    for page, seconds in (("connexion", sign_ins), ("tableau de bord", dashboards)):
        middle = statistics.median(seconds) * 1000
        bench.tell(f"    {page}, {len(seconds)} fois, médiane {middle:.0f} ms")
        bench.aim(f"{page}, {label}, 95 % sous", client.p95(seconds), below=aim)


class _Person:
    """Somebody of a town, in a town hall of their own, who comes with or without a session."""

    def __init__(self, port: int, n: int, towns: int, people: int) -> None:
        self.town, self.number = n % towns, (n // towns + 2) % people  # others than those before
        self.port, self.address = port, f"198.19.{n // 250}.{n % 250 + 1}"
        self.cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        """On a day before; the connection is not kept."""
        visits.signed_in(self._visitor(), self.town, self.number)

    def come(self) -> Callable[[], list[float]]:
        """The seconds of the dashboard, then of the sign-in where there had to be one."""

        def visit() -> list[float]:
            visitor, known = self._visitor(), bool(self.cookies)
            signing = [] if known else [visits.signed_in(visitor, self.town, self.number)]
            return [visits.view(visitor, self.town, "indicateurs/")(), *signing]

        return visit

    def _visitor(self) -> Any:
        return client.Visitor("127.0.0.1", self.port, cookies=self.cookies, address=self.address)
