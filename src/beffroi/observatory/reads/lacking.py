"""What a town lacks against its peers, proposed on the page of the trades wanted."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.observatory.reads.peers import peers_of, towns_here
from beffroi.observatory.reads.stocks import stock_of
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.lacking import MIN_PEERS, Lack, comparable, lacking
from beffroi.premises.reads import known_days
from beffroi.premises.reads.trades import Proposal, Proposed
from beffroi.territory.models import Town
from beffroi.ui.typography import number

MOST = 12


def lacking_trades(town: Town, on: dt.date) -> Proposed:
    """Trades of which the town has fewer than towns like it. Four queries a peer, ten peers at most."""
    title = _("Activités moins présentes que dans les villes semblables")
    group = peers_of(town)
    if group is None:
        return Proposed(
            title, cannot=_("On ne peut pas dire : une ville fictive n’a pas de semblables.")
        )
    stocks = [_latest(peer) for peer in towns_here(group)]
    known = [stock for stock in stocks if stock is not None and comparable(stock)]
    found = lacking(stock_of(town, on), known)
    if found is None:
        said = _("On ne peut pas dire : %(n)d villes semblables relevées en entier ici, il en faudrait %(least)d, et les activités de la ville elle-même.")  # fmt: skip
        return Proposed(title, cannot=said % {"n": len(known), "least": MIN_PEERS})
    return Proposed(title, [_proposal(one) for one in found[:MOST]])


def _latest(town: Town) -> Stock | None:
    days = known_days(town)
    return stock_of(town, days[-1]) if days else None


def _proposal(one: Lack) -> Proposal:
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    said = _("%(held)d ici ; à population égale, la médiane de %(peers)d villes semblables serait de %(expected)s.")  # fmt: skip
    family = rows[one.activity]["family"] if one.activity in rows else ""
    facts = {
        "held": one.held,
        "peers": one.peers,
        "expected": number(one.expected, 1, get_language()),
    }
    return Proposal(one.activity, family, said % facts)
