"""Who stands behind the signs: networks, independents, and whether the street looks like any other."""

from __future__ import annotations

from chalandise.diversity import rarefied_richness
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import (
    FIELD_ROUND,
    Answer,
    cannot_tell,
    incomplete_stock,
    too_few,
)
from beffroi.observatory.rules.composition import known
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import Sentence, say, then

KNOWN_SIGNS = _("un relevé des enseignes, rapproché des réseaux")

CLONE_TOWN = {
    "clone": _("centre clone"),
    "border": _("centre en balance"),
    "home": _("centre qui ne ressemble qu’à lui"),
}


def _kinds(stock: Stock) -> tuple[int, int]:
    """Shops under a network sign, independents."""
    independents = stock.by_network_kind.get("", 0)
    return sum(stock.by_network_kind.values()) - independents, independents


@indicator(
    code="chain_share",
    label=_("Part des enseignes de réseau"),
    formula_id="chain_share.v1",
    formula=_("commerces sous enseigne de réseau ÷ commerces en activité"),
    unit="ratio",
    takes="stock",
    needs=KNOWN_SIGNS,
    source=_("Insee, réseaux d’enseigne ; GeoDS, domaine « diversité »"),
    slugs=("part-des-enseignes", "chain-share"),
    inputs=("chains", "independents", "active", "by_kind"),
)
def chain_share(stock: Stock, *, min_completeness: float = 0.9, min_shops: int = 10) -> Answer:
    """Share of the active shops that trade under a network sign, by kind of network.

    A sign nobody recognised is not an independent: below the completeness asked the share is a floor.

    Formula: shops under a network sign / active shops
    Unit: ratio
    Source: Insee, réseaux d'enseigne; GeoDS retail-centre indicators
    """
    chains, independents = _kinds(stock)
    active = chains + independents
    inputs = {
        "chains": chains,
        "independents": independents,
        "active": active,
        "by_kind": {kind: n for kind, n in stock.by_network_kind.items() if kind},
    }
    if active < min_shops:
        return too_few(active, inputs)
    share = chains / active
    known = stock.coverage.activity
    if known is not None and known >= min_completeness:
        return Answer("value", share, inputs, incomplete_stock(stock.coverage, active))
    text = _("Au moins : seules les enseignes reconnues dans la source sont comptées.")
    return Answer("at_least", share, inputs, say(text), lower=share, upper=1.0)


@indicator(
    code="clone_town",
    label=_("Indice clone town"),
    formula_id="clone_town.v1",
    formula=_(
        "(5 × activités différentes + 50 × indépendants + 5 × enseignes) ÷ commerces, sur 50"
    ),
    unit="score",
    takes="stock",
    needs=KNOWN_SIGNS,
    source="New Economics Foundation (2004, 2010)",
    slugs=("indice-clone-town", "clone-town"),
    inputs=("types", "independents", "chains", "active"),
    classes=CLONE_TOWN,
)
def clone_town(stock: Stock, *, sample: int = 50, min_shops: int = 40) -> Answer:
    """Whether the street could be any street: below 25 a clone, above 35 a home town.

    The score was made for about 50 shops and falls as streets grow, for activities repeat. Beyond
    50 the number of activities is the one expected among 50 shops drawn from the street.

    Formula: (5 * types + 50 * independents + 5 * chains) / shops, at 50 shops
    Unit: score
    Source: New Economics Foundation, Clone Town Britain (2004, 2010); rarefaction: Hurlbert (1971)
    """
    chains, independents = _kinds(stock)
    active = chains + independents
    activities = list(known(stock.by_activity).values())
    inputs = {"independents": independents, "chains": chains, "active": active}
    if active < min_shops:
        return too_few(active, inputs | {"types": float(len(activities))})
    if sum(activities) < min_shops:
        text = _("On ne peut pas conclure : les activités ne sont pas connues.")
        return cannot_tell(say(text), inputs | {"types": 0.0})
    drawn = min(sample, sum(activities))
    types = rarefied_richness(activities, drawn)
    mixed = (50 * independents + 5 * chains) / active
    score = 5 * types / drawn + mixed
    band = "clone" if score < 25 else "border" if score <= 35 else "home"
    caveat = incomplete_stock(stock.coverage, active)
    return Answer("value", score, inputs | {"types": types}, then(*_signs(stock), caveat), band)


def _signs(stock: Stock) -> tuple[Sentence, ...]:
    """The caveat of signs nobody checked: a chain not recognised counts as independent."""
    if stock.coverage.activity is not None:
        return ()
    text = _("Une enseigne non reconnue compte comme indépendante : l’indice peut être trop haut.")
    return (say(text),)


@indicator(
    code="personal_services_share",
    label=_("Part des services à la personne"),
    formula_id="personal_services_share.v1",
    formula=_("services à la personne ÷ commerces en activité"),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source=_("table NAF → famille de Beffroi"),
    slugs=("part-des-services-a-la-personne", "personal-services-share"),
    inputs=("personal_service", "active"),
)
def personal_services_share(stock: Stock, *, min_shops: int = 10) -> Answer:
    """Share of hairdressers, beauty, care and the like among the active shops.

    Formula: personal services / active shops
    Unit: ratio
    Source: our NAF to family table, column personal_service
    """
    active = sum(known(stock.by_family).values())
    inputs = {"personal_service": stock.personal_service, "active": active}
    if active < min_shops:
        return too_few(active, inputs)
    caveat = incomplete_stock(stock.coverage, active)
    return Answer("value", stock.personal_service / active, inputs, caveat)
