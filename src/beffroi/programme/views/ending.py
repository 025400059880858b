"""« Échéance » of a framework: what hangs on it, which themes were taken, what is to renew."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import acting
from beffroi.programme import policies, reads
from beffroi.programme.models import Agreement
from beffroi.programme.reads.ending import Child, Ending, ending_of
from beffroi.programme.rules.ending import Against, Duty, Follows, against, to_renew, unsettled
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date

shell.hang(shell.Tab("agreement_ending", _l("Échéance"), 90, above_only=True, inside=True))
COLUMNS = (
    Column("title", _l("Convention")),
    Column("last", _l("Prend fin")),
    Column("themes", _l("Axes hérités")),
    Column("live", _l("Actions vivantes"), "number"),
    Column("follows", _l("Ce qui suit")),
)
AGAINST: dict[Against, Any] = {
    Against.BEFORE: _l("avant l’accord"),
    Against.WITH: _l("avec l’accord"),
    Against.OUTLIVES: _l("après l’accord"),
}
FOLLOWS: dict[Follows, Any] = {
    Follows.NOTHING: _l("rien"),
    Follows.DRAFT: _l("un projet"),
    Follows.SIGNED: _l("une convention signée"),
}


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_ending(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """What there is to do before a framework ends."""
    row, found = _found(request, town, agreement_key)
    file = address("agreement_ending_file", row)
    context = {
        "ending": found,
        "finding": _finding(found),
        "duties": [_duty(one, found, row) for one in found.duties],
        "children": _table(found, file),
        "renewal": address("agreement_renewal", row),
    }
    return shell.page(request, row, "programme/agreement_ending.html", context)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_ending_file(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The agreements that hang on it, as a file."""
    row, found = _found(request, town, agreement_key)
    header = [
        _("convention"), _("ville"), _("organisme"), _("état"), _("prend fin"),
        _("par rapport à l’accord"), _("axes hérités"), _("actions vivantes"), _("ce qui suit"),
    ]  # fmt: skip
    rows = [_line(one, found) for one in found.children]
    return csv_answer(" ".join([row.title, _("échéance")]), header, rows)


def _found(request: HttpRequest, town: str, key: str) -> tuple[Agreement, Ending]:
    row = reads.agreement_or_404(place_of(town), key)
    if not policies.reads_agreement_inside(request.user, row):
        raise PermissionDenied(_("L’échéance se lit par ceux qui suivent l’accord."))
    found = ending_of(row, timezone.localdate())
    if found is None:
        raise Http404(_("Cet accord n’a pas de dernier jour."))
    return row, found


def _line(one: Child, found: Ending) -> list[Any]:
    row, facts = one.agreement, one.facts
    return [
        row.title, row.town.name if row.town else "", row.holder.name, row.get_state_display(),
        facts.last.isoformat() if facts.last else "", AGAINST[against(facts.last, found.end)],
        ", ".join(facts.themes), one.live, _after(one, found),
    ]  # fmt: skip


def _table(found: Ending, file: str) -> Table:
    rows = [_row(one, found) for one in found.children]
    empty = _("Aucune convention en cours ne découle de cet accord.")
    exports = [(_("Télécharger (CSV)"), file)] if rows else []
    return Table(COLUMNS, rows, exports=exports, empty=empty)


def _row(one: Child, found: Ending) -> dict[str, Any]:
    row, facts = one.agreement, one.facts
    last = date(facts.last) if facts.last else _("sans terme")
    where = row.town.name if row.town else row.holder.name
    note = f"{where} · {row.get_state_display()}"
    return {
        "title": Cell(row.title, note=note, href=address("agreement", row)),
        "last": Cell(last, note=str(AGAINST[against(facts.last, found.end)])),
        "themes": ", ".join(facts.themes) or _("aucun"),
        "live": one.live,
        "follows": _after(one, found),
    }


def _after(one: Child, found: Ending) -> str:
    """What comes after; for one that outlives the framework, what it will stand under."""
    if one.after is None and one.facts in unsettled([one.facts], found.end):
        return _("cadre à décider")
    if one.after is None:
        return str(FOLLOWS[one.facts.follows])
    day = date(one.after.on)
    if one.after.into is None:
        return _("sans cadre à partir du %s") % day
    told = {"title": one.after.into.title, "day": day}
    return _("rattachée à « %(title)s » le %(day)s") % told


def _finding(found: Ending) -> str:
    """One sentence: how long is left, and what hangs on it."""
    day, n, children = date(found.end), found.days, len(found.children)
    if n >= 0:
        when = ngettext(
            "L’accord prend fin le %(day)s, dans *%(n)s jour*",
            "L’accord prend fin le %(day)s, dans *%(n)s jours*", n,
        )  # fmt: skip
    else:
        when = _("L’accord a *pris fin* le %(day)s")
    told = when % {"day": day, "n": n}
    if not children:
        return told
    heirs = sum(1 for one in found.children if one.facts.themes)
    hangs = ngettext("%(n)s convention en découle", "%(n)s conventions en découlent", children) % {
        "n": children
    }
    takes = ngettext("%(n)s en hérite des axes", "%(n)s en héritent des axes", heirs) % {"n": heirs}
    return f"{told} : {hangs}, {takes}."


def _duty(duty: Duty, found: Ending, row: Agreement) -> tuple[str, str]:
    """What is to do, in a sentence, and where; "" where there is no one page."""
    facts = [one.facts for one in found.children]
    ending, left = len(to_renew(facts, found.end)), len(unsettled(facts, found.end))
    said: dict[Duty, tuple[str, str]] = {
        Duty.MEET: (_("Réunir les élus : aucune réunion n’est prévue avant la fin."), "agreement_committees"),
        Duty.REVIEW: (_("Clore le bilan de la dernière année."), "agreement_reviews"),
        Duty.PROMISES: (ngettext(
            "Tenir, lever ou reprendre %(n)s engagement qui court encore.",
            "Tenir, lever ou reprendre %(n)s engagements qui courent encore.", found.promises,
        ) % {"n": found.promises}, "agreement_commitments"),
        Duty.RENEW: (_("Préparer l’accord suivant : rien ne le renouvelle."), "agreement_renewal"),
        Duty.SIGN: (_("Faire signer l’accord suivant : il n’est qu’en projet."), "agreement_renewal"),
        Duty.CHILDREN: (ngettext(
            "Renouveler %(n)s convention qui finit avec lui ou avant.",
            "Renouveler %(n)s conventions qui finissent avec lui ou avant.", ending,
        ) % {"n": ending}, ""),
        Duty.ORPHANS: (ngettext(
            "Dire le cadre de %(n)s convention qui lui survivra.",
            "Dire le cadre de %(n)s conventions qui lui survivront.", left,
        ) % {"n": left}, ""),
    }  # fmt: skip
    sentence, route = said[duty]
    return sentence, address(route, row) if route else ""
