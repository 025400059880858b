"""The sentences of the page of effects: what can be told, and what stands against it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beffroi.observatory.rules.registry import get
from beffroi.programme.reads.effects import Effect
from beffroi.programme.rules.effect import Estimate, Why, least_towns
from beffroi.programme.rules.openings import Told
from beffroi.ui.typography import date, number, percent

SENTENCES = {
    Why.FEW_DATES: _l("Il faut au moins deux relevés complets avant le début et deux après."),
    Why.NO_PLACEBO: _l(
        "Il faut quatre relevés avant le début pour vérifier que rien ne bougeait déjà."
    ),
    Why.PRE_TREND: _l(
        "La ville s’écartait déjà des autres avant le début : une pente ancienne explique au "
        "moins la moitié de l’écart."
    ),
}


def finding(effect: Effect) -> str:
    """The one sentence of the page."""
    found = effect.found
    label = str(get(effect.code).label)
    if not found.can_tell or found.effect is None:
        return _("On ne peut pas dire si la convention a changé ceci : %(label)s") % {
            "label": label.lower()
        }
    words = {"label": label, "points": points(found.effect), "n": len(found.towns)}
    return (
        _("%(label)s : *%(points)s* de plus que dans %(n)s villes comparables") % words
        if (found.effect > 0)
        else _("%(label)s : *%(points)s* de moins que dans %(n)s villes comparables") % words
    )


def points(ratio: float) -> str:
    """A difference of two rates, in points, without its sign."""
    return (
        _("%(n)s point") % {"n": number(abs(ratio) * 100, 1)}
        if abs(ratio) < 0.02
        else _("%(n)s points") % {"n": number(abs(ratio) * 100, 1)}
    )


def reason(why: Why, found: Estimate) -> str:
    """What stands against an answer, and what would mend it."""
    if why is Why.FEW_TOWNS:
        return _few_towns(len(found.towns))
    if why is Why.BY_CHANCE:
        text = _(
            "Parmi les villes comparées, où rien n’a commencé ce jour-là, trop montrent un écart "
            "aussi grand (p = %(p)s)."
        )
        return text % {"p": number(found.p_value or 1, 2)}
    return str(SENTENCES[why])


def _few_towns(n: int) -> str:
    if not n:
        return _(
            "Aucune ville comparable n’a de relevés aux mêmes dates sur cette installation ; il en "
            "faut %(least)s pour que le hasard soit écarté à 5 %%."
        ) % {"least": least_towns()}
    text = ngettext(
        "%(n)s ville comparable a des relevés aux mêmes dates ; il en faut %(least)s pour que le "
        "hasard soit écarté à 5 %%.",
        "%(n)s villes comparables ont des relevés aux mêmes dates ; il en faut %(least)s pour que "
        "le hasard soit écarté à 5 %%.",
        n,
    )
    return text % {"n": n, "least": least_towns()}


def facts(found: Estimate) -> list[tuple[str, str]]:
    """Before and after here and there, and how sure."""
    shown = [
        (_("Ici, avant"), found.before),
        (_("Ici, après"), found.after),
        (_("Villes comparées, avant"), found.cohort_before),
        (_("Villes comparées, après"), found.cohort_after),
    ]
    facts = [(label, percent(value)) for label, value in shown if value is not None]
    if found.effect is not None and found.low is not None and found.high is not None:
        low, high = number(found.low * 100, 1), number(found.high * 100, 1)
        facts.append(
            (
                _("Effet compatible avec les données"),
                _("de %(low)s à %(high)s points") % {"low": low, "high": high},
            )
        )
    if found.p_value is not None and len(found.towns) >= least_towns():
        facts.append((_("Valeur p (permutation)"), number(found.p_value, 3)))
    if found.placebos:
        largest = max(map(abs, found.placebos.values()))
        facts.append((_("Plus grand effet à une date fictive"), points(largest)))
    if found.left_out:
        facts.append((_("Villes écartées faute de relevés"), ", ".join(found.left_out)))
    return facts


def openings(told: Told) -> list[str]:
    """Gross, net, compared: three sentences, each with what it counts."""
    span = {"start": date(told.start), "end": date(told.end)}
    gross = ngettext(
        "Brut : %(n)s ouverture entre le relevé du %(start)s et celui du %(end)s.",
        "Brut : %(n)s ouvertures entre le relevé du %(start)s et celui du %(end)s.",
        told.opened,
    ) % {"n": number(told.opened), **span}
    net = ngettext(
        "Net : %(closed)s fermeture aux mêmes dates, soit un solde de %(net)s.",
        "Net : %(closed)s fermetures aux mêmes dates, soit un solde de %(net)s.",
        told.closed,
    ) % {"closed": number(told.closed), "net": signed(told.net)}
    return [gross, net, _compared(told)]


def _compared(told: Told) -> str:
    if told.peers_rate is None or told.rate is None:
        return _(
            "Comparé : aucune ville comparable n’a de relevés aux mêmes dates ici ; ces nombres ne disent donc pas ce qu’ils doivent à la convention."
        )
    return ngettext(
        "Comparé : %(own)s ouvertures pour 100 commerces et par an ici, %(peers)s dans %(n)s ville comparable.",
        "Comparé : %(own)s ouvertures pour 100 commerces et par an ici, %(peers)s (médiane) dans %(n)s villes comparables.",
        told.peers,
    ) % {"own": number(told.rate, 1), "peers": number(told.peers_rate, 1), "n": told.peers}


def signed(value: int) -> str:
    """A whole number with its sign."""
    return f"+{number(value)}" if value > 0 else number(value)
