"""A figure as printed: beside the text, in its note, in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.kernel.models import EvidenceNode
from beffroi.ui.typography import date

CONCLUDED = frozenset({"value", "at_least"})
NAMED = 2  # sources named in a line; beyond, the first and how many more
SHORT = 8  # characters of a value that may be set large

Nodes = Mapping[str, EvidenceNode]
Content = Mapping[str, Any]


def printed_figure(
    figure: dict[str, Any], nodes: Nodes, content: Content, state: str
) -> dict[str, Any]:
    """One figure as printed beside the text, in its note and in the ledger."""
    when = _period(figure, content) or state
    concluded = figure["verdict"] in CONCLUDED
    node = nodes.get(figure["code"])
    shown = " ".join(part for part in (figure["shown"], figure["unit"]) if part)
    floor = figure["verdict"] == "at_least"
    verdict = _verdict(figure["verdict"])
    return {
        **{word: figure[word] for word in ("n", "code", "label", "verdict", "shown", "unit", "formula", "formula_id", "method")},
        "verdict_label": verdict,
        "size": 25 if len(figure["shown"]) < SHORT else 15,
        "state": when,
        "source_line": _rests_on(content, when),
        "redo": redo(node),
        "ledger_value": (f"{verdict} {shown}" if floor else shown) if concluded else verdict,
        "inputs": figure["inputs"],
        "parameters": figure["parameters"],
        "inputs_line": _inputs(figure, content),
        "parameters_line": _line(figure["parameters"]),
    }  # fmt: skip


def redo(node: EvidenceNode | None) -> str:
    """Why a figure is to be redone; empty while what it rests on stands."""
    if node is None or node.state != EvidenceNode.State.TO_REDO:
        return ""
    return node.redo_reason or _("une source a été retirée")


def _verdict(verdict: str) -> str:
    return {
        "at_least": _("au moins"),
        "cannot_tell": _("On ne peut pas dire"),
        "withheld": _("Couvert par le secret"),
    }.get(verdict, "")


def _rests_on(content: Content, state: str) -> str:
    """Source, day, version of the perimeter and coverage of one figure."""
    share = content["coverage"]["vacancy"]
    known = _("couverture inconnue")
    if share is not None:
        known = _("couverture %(share)d %%") % {"share": round(share * 100)}
    return _("%(sources)s, %(state)s ; %(perimeter)s, version %(version)d ; %(known)s") % {
        "sources": labels(content), "state": state, "known": known,
        "perimeter": content["perimeter"]["name"], "version": content["perimeter"]["version"],
    }  # fmt: skip


def labels(content: Content) -> str:
    """The sources in one line; all of them stand on the page of sources."""
    named = list(dict.fromkeys(line["label"] for line in content["sources"]))
    if len(named) <= NAMED:
        return ", ".join(named)
    text = ngettext("%(first)s et %(n)d autre", "%(first)s et %(n)d autres", len(named) - 1)
    return text % {"first": named[0], "n": len(named) - 1}


def note_of(figure: dict[str, Any], content: Content, state: str, *, full: bool) -> str:
    """Formula and source at the foot of the page; the source is named once a page."""
    text = _("%(formula)s. Même source ; annexe, n° %(n)d.")
    if full:
        text = _("%(formula)s. Source : %(sources)s, %(state)s ; annexe, n° %(n)d.")
    return text % {
        "formula": _capital(figure["formula"]), "sources": labels(content), "state": state,
        "n": figure["n"],
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inputs(figure: Mapping[str, Any], content: Content) -> str:
    """What entered the formula; named once when several figures share it."""
    for other in content["figures"]:
        if other["n"] == figure["n"] or not figure["inputs"]:
            break
        if other["inputs"] == figure["inputs"]:
            return _("les mêmes qu’au n° %(n)d") % {"n": other["n"]}
    return _line(figure["inputs"])


def _line(pairs: list[list[str]]) -> str:
    return " ; ".join(_("%(name)s : %(value)s") % {"name": n, "value": v} for n, v in pairs)


def _period(figure: Mapping[str, Any], content: Content) -> str:
    """From when to when, for what was counted over a time; empty for a state."""
    if not figure.get("period"):
        return ""
    start, end = (dt.date.fromisoformat(day) for day in figure["period"])
    language = content["language"]
    return _("du %(start)s au %(end)s") % {
        "start": date(start, language), "end": date(end, language),
    }  # fmt: skip
