"""Where action sheets and opinions stand together: in a town, or in one agreement above towns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.programme.links import address
from beffroi.programme.models import ActionSheet, Agreement, OpinionRequest
from beffroi.programme.reads.finding import agreements, sheets
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Place:
    """A town with all its agreements, or one agreement above towns: never both, never neither."""

    town: Town | None
    agreement: Agreement | None = None

    def __str__(self) -> str:
        return str(self.town.name if self.town else self.agreement)

    @property
    def is_fictional(self) -> bool:
        """Whether what stands here is made up for the demonstration."""
        return bool(getattr(self.town or self.agreement, "is_fictional", False))

    def url(self, route: str, **parts: Any) -> str:
        """A page of the sheets or opinions of this place."""
        where = {"town": self.town.slug} if self.town else {}
        if self.town is None and self.agreement is not None:
            where = {"agreement_key": self.agreement.key}
        return reverse(route, kwargs={**where, **parts})

    def agreements(self) -> Any:
        """The agreements that a sheet opened here may belong to, the latest first."""
        held = agreements(self.town)
        if self.agreement is not None:
            held = held.filter(pk=self.agreement.pk)
        return held.order_by("-valid")

    def sheets(self) -> Any:
        """Every sheet that stands here, whoever may see it."""
        held: Any = sheets(self.town)
        return held if self.agreement is None else held.filter(agreement=self.agreement)

    def home(self) -> list[dict[str, str]]:
        """The way to the place itself."""
        if self.town is not None:
            return [{"label": self.town.name, "href": reverse("town", args=[self.town.slug])}]
        own = []
        if self.agreement is not None:
            href = address("agreement", self.agreement)
            own = [{"label": self.agreement.title, "href": href}]
        return [{"label": _("Accueil"), "href": reverse("home")}, *own]

    def crumbs(self) -> list[dict[str, str]]:
        """The way to the list of actions."""
        return [*self.home(), {"label": _("Actions"), "href": self.url("sheets")}]


def place_of_sheet(sheet: ActionSheet) -> Place | None:
    """Where a sheet stands with others; None for one above towns without an agreement."""
    if sheet.town is not None:
        return Place(sheet.town)
    return Place(None, sheet.agreement) if sheet.agreement is not None else None


def opinion_address(row: OpinionRequest) -> str:
    """The page of an opinion, in its town or under its agreement; "" where there is none."""
    if row.town is not None:
        return Place(row.town).url("opinion", key=row.key)
    above = row.agreement is not None and row.agreement.town_id is None
    return Place(None, row.agreement).url("opinion", key=row.key) if above else ""
