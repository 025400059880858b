"""« Vu … » : the laws, the decisions and the agreements that a convention rests on. Law is French.

Sources: code de commerce, articles L. 710-1 (chambers) and L. 752-1-1 (ORT); code général des
collectivités territoriales, L. 2121-29 (town council), L. 5211-1 (intercommunal council); code de la
construction et de l’habitation, L. 303-2 (ORT); law 2000-321 of 12 April 2000, article 10, and decree
2001-495 of 6 June 2001 (grants above 23,000 euros).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from beffroi.programme.models import Agreement
from beffroi.programme.reads.standing import parties_of
from beffroi.ui.typography import date

BY_BODY = {
    "chamber": "Vu le code de commerce, et notamment ses articles L. 710-1 et suivants",
    "town": "Vu le code général des collectivités territoriales, et notamment son article L. 2121-29",
    "epci": "Vu le code général des collectivités territoriales, et notamment son article L. 5211-1",
}
BY_KIND = {
    Agreement.Kind.OPERATIONAL: (
        "Vu la loi n° 2018-1021 du 23 novembre 2018 portant évolution du logement, de l’aménagement "
        "et du numérique, et notamment son article 157",
        "Vu le code de la construction et de l’habitation, et notamment ses articles L. 303-2 et L. 303-3",
        "Vu le code de commerce, et notamment ses articles L. 752-1-1 et L. 752-1-2",
    ),
}
GRANTS = (
    "Vu la loi n° 2000-321 du 12 avril 2000, et notamment son article 10, et le décret n° 2001-495 "
    "du 6 juin 2001"
)
GRANT_FROM = Decimal(23000)  # euros a year, above which a written agreement is compulsory


def visas_of(agreement: Agreement, content: Mapping[str, Any]) -> list[str]:
    """The visas in their usual order: codes and laws, framework, decisions of the assemblies."""
    kinds = dict.fromkeys(one["kind"] for one in content["parties"].values())
    laws = [*BY_KIND.get(Agreement.Kind(agreement.kind), ())]
    laws += [BY_BODY[kind] for kind in BY_BODY if kind in kinds]
    amounts = (Decimal(one["amount"]) for one in content["envelopes"].values() if one["inside"])
    if any(amount > GRANT_FROM for amount in amounts):
        laws.append(GRANTS)
    return [*laws, *_framework(agreement), *_decisions(agreement)]


def _framework(agreement: Agreement) -> list[str]:
    found = []
    if agreement.parent:
        signed = agreement.parent.signed_on
        when = f", signée le {date(signed, 'fr')}" if signed else ""
        found.append(f"Vu « {agreement.parent.title} »{when}")
    if agreement.renews:
        found.append(f"Vu « {agreement.renews.title} », que la présente convention renouvelle")
    return found


def _decisions(agreement: Agreement) -> list[str]:
    said = []
    for party in parties_of(agreement):
        for one in party.deliberations.all():
            if one.adopted_on:
                number = f"n° {one.number} " if one.number else ""
                day = date(one.adopted_on, "fr")
                said.append(f"Vu la délibération {number}du {day} ({party.organisation.name})")
    return said
