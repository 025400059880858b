"""A group of comparable communes, with the reasons of the choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.registry import get
from beffroi.observatory.rules.sentences import Sentence, count, say, shown, then


@dataclass(frozen=True, slots=True)
class Commune:
    """What is known of every commune of the country, and explains how its centre fares."""

    code: str
    name: str
    population: int
    programmes: frozenset[str] = frozenset()
    epci_centre: bool | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Peers, nearest population first; the variables that chose them and those given up."""

    target: Commune
    members: tuple[Commune, ...]
    variables: tuple[str, ...]
    given_up: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands among its peers; ranks count the peers whose figure is known."""

    own: float
    median: float
    lower: int
    higher: int
    known: int


VARIABLES: Mapping[str, Any] = {
    "population": _("la population"),
    "programmes": _("les programmes nationaux"),
    "epci_centre": _("le rôle dans l’intercommunalité"),
    "region": _("la région"),
}

_ALIKE: Mapping[str, Callable[[Commune, Commune], bool]] = {
    "programmes": lambda a, b: a.programmes == b.programmes,
    "epci_centre": lambda a, b: a.epci_centre == b.epci_centre,
    "region": lambda a, b: a.region == b.region,
}


def _distance(a: Commune, b: Commune) -> float:
    return abs(math.log(max(1, a.population) / max(1, b.population)))


def choose_peers(
    target: Commune,
    communes: Iterable[Commune],
    *,
    size: int = 10,
    min_size: int = 5,
    ratio: float = 1.5,
) -> PeerGroup:
    """The communes most like the target: population within `ratio`, same programmes, role, region.

    When fewer than `min_size` agree on all, the region is given up first, then the role, then the
    programmes; the population never. What the target does not tell is not asked of the others.
    Sorted by the logarithm of the population ratio, then by code.
    """
    near = [
        c for c in communes if c.code != target.code and _distance(target, c) <= math.log(ratio)
    ]
    near.sort(key=lambda c: (_distance(target, c), c.code))
    asked = [name for name in _ALIKE if getattr(target, name) not in ("", None)]
    given_up: list[str] = []
    while True:
        kept = [c for c in near if all(_ALIKE[name](target, c) for name in asked)]
        if len(kept) >= min_size or not asked:
            break
        given_up.append(asked.pop())
    return PeerGroup(target, tuple(kept[:size]), ("population", *asked), tuple(given_up))


def standing(own: Figure, peers: Sequence[Figure], *, min_peers: int = 5) -> Standing | None:
    """Own figure against the median of the peers; None when too few peers, or ours, are known."""
    values = [float(p.value) for p in peers if p.verdict == "value" and p.value is not None]
    if own.verdict != "value" or own.value is None or len(values) < min_peers:
        return None
    mine = float(own.value)
    lower, higher = sum(v < mine for v in values), sum(v > mine for v in values)
    return Standing(mine, median(values), lower, higher, len(values))


def paragraph(group: PeerGroup, programme_names: Mapping[str, Any] | None = None) -> Sentence | str:
    """Which communes the town is compared with and why, in a few sentences."""
    if not group.members:
        text = _("Aucune commune n’est assez semblable à %(town)s pour la comparaison.")
        return say(text, town=group.target.name)
    return then(
        _who(group), _alike(group, programme_names or {}), _nearest(group), _given_up(group)
    )


def _who(group: PeerGroup) -> Sentence:
    sizes = [member.population for member in group.members]
    plural = ngettext_lazy(
        "On compare %(town)s (%(own)s habitants) à %(count)s commune de %(low)s habitants.",
        "On compare %(town)s (%(own)s habitants) à %(count)s communes de %(low)s à %(high)s "
        "habitants.",
        "n",
    )
    return say(
        plural, n=len(sizes), town=group.target.name, own=count(group.target.population),
        count=count(len(sizes)), low=count(min(sizes)), high=count(max(sizes)),
    )  # fmt: skip


def _alike(group: PeerGroup, names: Mapping[str, Any]) -> Sentence | str:
    target = group.target
    parts: list[Sentence | str] = []
    if "programmes" in group.variables:
        text = _("Elles relèvent des mêmes programmes : %(programmes)s.")
        listed = _listed([names.get(p, p) for p in sorted(target.programmes)])
        none = _("Aucune ne relève d’un programme national.")
        parts.append(say(text, programmes=listed) if target.programmes else say(none))
    if "epci_centre" in group.variables:
        text = _("Aucune n’est le centre de leur intercommunalité.")
        if target.epci_centre:
            text = _("Elles sont aussi le centre de leur intercommunalité.")
        parts.append(say(text))
    if "region" in group.variables:
        parts.append(say(_("Elles sont de la même région.")))
    return then(*parts)


def _listed(names: Sequence[Any]) -> Sentence:
    params = {f"p{i}": name for i, name in enumerate(names)}
    return Sentence(", ".join(f"%({key})s" for key in params), params)


def _nearest(group: PeerGroup) -> Sentence:
    first = group.members[0]
    text = _("La plus proche par la taille est %(town)s (%(population)s habitants).")
    return say(text, town=first.name, population=count(first.population))


def _given_up(group: PeerGroup) -> Sentence | str:
    if not group.given_up:
        return ""
    text = _("Faute de communes assez semblables, on n’a pas tenu compte de : %(variables)s.")
    return say(text, variables=_listed([VARIABLES[name] for name in group.given_up]))


def comparison(own: Figure, peers: Sequence[Figure], *, min_peers: int = 5) -> Sentence:
    """One sentence: our figure, the median of the peers, how many are below and above."""
    known = sum(1 for peer in peers if peer.verdict == "value")
    found = standing(own, peers, min_peers=min_peers)
    label = get(own.code).label
    if found is None:
        return _not_compared(own, known, label)
    text = _(
        "%(label)s : %(own)s, pour une médiane de %(median)s dans %(known)s communes comparables ; "
        "%(lower)s sont plus bas, %(higher)s plus haut."
    )
    return say(
        text, label=label, own=shown(found.own, own.unit), median=shown(found.median, own.unit),
        known=count(found.known), lower=count(found.lower), higher=count(found.higher),
    )  # fmt: skip


def _not_compared(own: Figure, known: int, label: Any) -> Sentence:
    if own.verdict != "value":
        return say(
            _("%(label)s : pas de comparaison, la valeur n’est pas connue ici."), label=label
        )
    plural = ngettext_lazy(
        "%(label)s : pas de comparaison, elle n’est connue que dans %(count)s commune du groupe.",
        "%(label)s : pas de comparaison, elle n’est connue que dans %(count)s communes du groupe.",
        "n",
    )
    if not known:
        text = _("%(label)s : pas de comparaison, elle n’est connue dans aucune commune du groupe.")
        return say(text, label=label)
    return say(plural, n=known, label=label, count=count(known))
