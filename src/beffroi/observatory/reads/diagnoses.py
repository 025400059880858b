"""Diagnoses: what they are made of, and the published ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.kernel import evidence
from beffroi.kernel.country import country_pack
from beffroi.kernel.models import EvidenceNode
from beffroi.merchants.models import Network
from beffroi.observatory.models import Diagnosis
from beffroi.observatory.reads.peers import peers_of
from beffroi.observatory.reads.stocks import stock_of, stocks_by_street
from beffroi.observatory.reads.watched import Watched, alert_of, watched
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.diagnosis import EmptyLine, Materials, SourceLine, StreetLine
from beffroi.observatory.rules.figures import Churn, Figure, Stock, StreetStock
from beffroi.observatory.rules.findings_told import NODE
from beffroi.observatory.rules.peers import paragraph
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Source, Town
from beffroi.territory.rules.programmes import PROGRAMMES


def diagnoses(town: Town) -> QuerySet[Diagnosis]:
    """The published diagnoses of a town, the last one first, without their contents."""
    rows: QuerySet[Diagnosis] = Diagnosis.objects.of(town).select_related("perimeter")
    return rows.defer("content")


def diagnosis_or_404(town: Town, number: int) -> Diagnosis:
    """One published diagnosis with its content."""
    rows = Diagnosis.objects.of(town).select_related("perimeter", "town")
    return get_object_or_404(rows, number=number)


def nodes_of(diagnosis: Diagnosis) -> dict[str, EvidenceNode]:
    """The ledger's entries of a diagnosis, by figure; those of its findings by `node_of`."""
    return {node.code: node for node in evidence.of_publication(diagnosis.key)}


def figure_nodes(diagnosis: Diagnosis) -> list[EvidenceNode]:
    """The ledger's entries of the figures alone."""
    return [node for code, node in nodes_of(diagnosis).items() if not code.startswith(NODE)]


def materials(town: Town, perimeter: Perimeter, on: dt.date) -> Materials:
    """Everything known of a perimeter on a day, counted and computed.

    Some twenty queries, and seven for each complete round before the day.
    """
    stock = stock_of(town, on, perimeter=perimeter)
    streets = _streets(town, perimeter, on)
    rounds = _rounds(town, perimeter, on, stock)
    churns = tuple(_churn(town, perimeter, a, b) for a, b in pairwise(rounds))
    families, activities = names()
    sources = premises.sources_on(town, on, perimeter=perimeter)
    return Materials(
        on=on, town=town.name, perimeter=perimeter.name, stock=stock,
        figures=figures(stock, streets, rounds, churns, watched(town, on, perimeter)), streets=streets, rounds=rounds,
        churns=churns, sources=tuple(_line(source) for source in sources),
        families=families, activities=activities, networks=_network_kinds(),
        doubtful=premises.doubtful_count(town, on, perimeter=perimeter),
        empties=_empties(town, perimeter, on), peers=_peers(town),
        keys_before=_keys_before(town, perimeter, rounds, on),
    )  # fmt: skip


def figures(
    stock: Stock,
    streets: tuple[StreetLine, ...],
    rounds: tuple[Stock, ...],
    churns: tuple[Churn, ...],
    rule: Watched = (),
) -> Mapping[str, Figure]:
    """Every indicator these data can feed; `churns` gives its last period, `rule` rings the alert."""
    before = [past for past in rounds if past.on < stock.on]
    found = registry.compute_all("stock", stock)
    found["vacancy_alert"] = alert_of(stock, before, rule)
    named = [
        StreetStock(line.name, line.stock, public_id=line.slug) for line in streets if line.name
    ]
    if named:
        found |= registry.compute_all("streets", named)
    if rounds:
        found |= registry.compute_all("series", rounds)
    if churns:
        found |= registry.compute_all("churn", churns[-1])
    return found


def _streets(town: Town, perimeter: Perimeter, on: dt.date) -> tuple[StreetLine, ...]:
    by_id = {street.pk: street for street in territory.streets(town)}
    found = stocks_by_street(town, on, perimeter=perimeter)
    lines = []
    for key, stock in found.items():
        street = by_id.get(key)
        lines.append(StreetLine(getattr(street, "name", ""), getattr(street, "slug", ""), stock))
    return tuple(lines)


def _empties(town: Town, perimeter: Perimeter, on: dt.date) -> tuple[EmptyLine, ...]:
    cells = premises.cell_list(town, on, perimeter=perimeter, vacant_only=True)
    return tuple(
        EmptyLine(c.public_id, c.street, c.house_number, c.since, c.first_seen_on) for c in cells
    )


def _rounds(town: Town, perimeter: Perimeter, on: dt.date, last: Stock) -> tuple[Stock, ...]:
    """The complete rounds up to a day, oldest first."""
    days = [day for day in premises.known_days(town) if day < on]
    stocks = [*(stock_of(town, day, perimeter=perimeter) for day in days), last]
    return tuple(s for s in stocks if s.total and (s.coverage.vacancy or 0.0) >= COMPLETE)


def _keys_before(
    town: Town, perimeter: Perimeter, rounds: tuple[Stock, ...], on: dt.date
) -> tuple[str, ...]:
    """The sources of the rounds before a day; two queries a round."""
    days = [past.on for past in rounds if past.on < on]
    found = (premises.sources_on(town, day, perimeter=perimeter) for day in days)
    return tuple(dict.fromkeys(source.key for sources in found for source in sources))


def _churn(town: Town, perimeter: Perimeter, before: Stock, after: Stock) -> Churn:
    moved = premises.moves(town, before.on, after.on, perimeter=perimeter)
    return Churn(
        before.on, after.on, moved.stock_start, moved.openings, moved.closures, moved.mutations
    )


def names() -> tuple[dict[str, Any], dict[str, Any]]:
    """Names of families and activities in the active language."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    column = "label_en" if (get_language() or "fr").startswith("en") else "label_fr"
    families = {row["family"]: row[column] for row in pack.table("families.csv")}
    activities = {row["subfamily"]: row[column] for row in pack.table("nomenclature.csv")}
    return families, activities


def _network_kinds() -> dict[str, Any]:
    return {"": _("indépendants"), **dict(Network.Kind.choices)}


def _peers(town: Town) -> Any:
    """Whom a real town is like, in a few sentences."""
    group = peers_of(town)
    return paragraph(group, PROGRAMMES) if group and group.members else ""


def _line(source: Source) -> SourceLine:
    return SourceLine(
        source.key, source.label, source.as_of, source.licence, source.attribution, source.url,
        source.is_simulated,
    )  # fmt: skip
