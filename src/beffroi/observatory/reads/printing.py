"""A published diagnosis as its paper takes it: texts set, figures with the state of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.kernel.models import EvidenceNode
from beffroi.observatory.models import Diagnosis
from beffroi.ui import families
from beffroi.ui.paper import as_set
from beffroi.ui.tokens import printed
from beffroi.ui.typography import date

BESIDE = frozenset({"text", "head", "bars"})  # what fits beside the figures
SHORT = 12
CONCLUDED = frozenset({"value", "at_least"})

Nodes = Mapping[str, EvidenceNode]


def for_paper(diagnosis: Diagnosis, nodes: Nodes) -> dict[str, Any]:
    """The data of the template `diagnosis`, in the language the diagnosis was published in."""
    content = diagnosis.content
    language = content["language"]
    with override(language):
        state = _("état au %(day)s") % {"day": date(diagnosis.true_on, language)}
        data = {
            "language": language[:2],
            "simulated": content["simulated"],
            "state_on": state,
            "words": _words(),
            "cover": _cover(diagnosis, state),
            "figures": [_figure(f, nodes, content, state) for f in content["figures"]],
            "sections": _sections(content, state),
            "sources": [_source(line, language) for line in content["sources"]],
            **_lines(diagnosis, language),
        }
        return dict(as_set(data, language))


def _words() -> dict[str, Any]:
    return {
        "simulated": _("Données simulées"),
        "simulated_long": _("Données simulées : ville, commerces et chiffres sont inventés"),
        "page": _("page"),
        "to_redo": _("À refaire :"),
        "needed": _("Il faudrait"),
        "appendix": _("Annexe"),
        "ledger_title": _("D’où vient chaque chiffre"),
        "ledger_lead": _(
            "Le registre des preuves garde, pour chaque chiffre publié, sa formule, ce qui y entre, "
            "sa source et son périmètre. Si une source est retirée, les chiffres qui en dépendent "
            "sont marqués « à refaire »."
        ),
        "inputs": _("Entrées :"),
        "parameters": _("Réglages :"),
        "method": _("Méthode :"),
        "source": _("Source :"),
        "ledger_columns": [_("N°"), _("Chiffre"), _("Formule, entrées, réglages, méthode, source")],
    }


def _cover(diagnosis: Diagnosis, state: str) -> dict[str, str]:
    content = diagnosis.content
    town = content["town"]["name"]
    return {
        "kicker": _("Diagnostic du commerce n° %(number)d") % {"number": diagnosis.number},
        "town": town,
        "place": f"{content['perimeter']['name']}, {state}",
        "alt": _("Les rues de %(town)s ; des carrés marquent les locaux vides.") % {"town": town},
        "finding": bound(content["finding"]),
        "lead": content["lead"],
        "foot": _("Publié le %(day)s avec Beffroi %(version)s")
        % {"day": _day(diagnosis.published_at, content["language"]), "version": content["code_version"]},
    }  # fmt: skip


def _day(moment: dt.datetime, language: str) -> str:
    return date(timezone.localtime(moment).date(), language)


def _figure(figure: dict[str, Any], nodes: Nodes, content: Any, state: str) -> dict[str, Any]:
    """One figure as printed beside the text, in its note and in the ledger."""
    concluded = figure["verdict"] in CONCLUDED
    node = nodes.get(figure["code"])
    shown = " ".join(part for part in (figure["shown"], figure["unit"]) if part)
    floor = figure["verdict"] == "at_least"
    verdict = _verdict(figure["verdict"])
    return {
        **{word: figure[word] for word in ("n", "code", "label", "verdict", "shown", "unit", "formula", "formula_id", "method")},
        "verdict_label": verdict,
        "size": 25 if len(figure["shown"]) < 8 else 15,
        "source_line": f"{_labels(content)}, {state}",
        "redo": redo(node),
        "ledger_value": (f"{verdict} {shown}" if floor else shown) if concluded else verdict,
        "inputs": figure["inputs"],
        "parameters": figure["parameters"],
        "inputs_line": _line(figure["inputs"]),
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


def _labels(content: Any) -> str:
    return ", ".join(dict.fromkeys(line["label"] for line in content["sources"]))


def _note(figure: dict[str, Any], content: Any, state: str, *, full: bool) -> str:
    """Formula and source at the foot of the page; the source is named once a page."""
    text = _("%(formula)s. Même source ; annexe, n° %(n)d.")
    if full:
        text = _("%(formula)s. Source : %(sources)s, %(state)s ; annexe, n° %(n)d.")
    return text % {
        "formula": _capital(figure["formula"]), "sources": _labels(content), "state": state,
        "n": figure["n"],
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(pairs: list[list[str]]) -> str:
    return " ; ".join(_("%(name)s : %(value)s") % {"name": n, "value": v} for n, v in pairs)


def _sections(content: Any, state: str) -> list[dict[str, Any]]:
    """Each with its figures called: a note where one first appears, a caveat said once."""
    figures = {figure["code"]: figure for figure in content["figures"]}
    noted: set[str] = set()
    parts = []
    for part in content["sections"]:
        called = _called(part, figures, content, state, noted)
        noted |= {figure["code"] for figure in called}
        blocks = [_block(block) for block in part["blocks"]]
        beside = [block for block in blocks if called and block["kind"] in BESIDE]
        parts.append(
            {
                "kicker": part["kicker"],
                "finding": bound(part["finding"]),
                "called": called,
                "row": part.get("row", False),
                "beside": beside,
                "below": [block for block in blocks if block not in beside],
            }
        )
    return parts


def bound(title: str) -> str:
    """A title whose last line never holds one short word alone."""
    head, _space, last = title.rpartition(" ")
    return f"{head}\u00a0{last}" if head and len(last) < SHORT else title


def _called(
    part: Any, figures: dict[str, Any], content: Any, state: str, noted: set[str]
) -> list[dict[str, Any]]:
    if not part.get("aside", True):
        return []
    called: list[dict[str, Any]] = []
    said = {part["finding"]}
    for code in part["figures"]:
        figure = figures[code]
        first = code not in noted
        full = not any(other["first"] for other in called)
        repeated = any(text.startswith(figure["sentence"].rstrip(".")) for text in said)
        brief = "" if repeated else figure["sentence"]
        said.add(figure["sentence"] or part["finding"])
        note = _note(figure, content, state, full=full) if first else ""
        called.append({"code": code, "first": first, "brief": brief, "note": note})
    return called


def _block(block: dict[str, Any]) -> dict[str, Any]:
    """What the template needs beside what was stored: colours, descriptions, empty totals."""
    if block["kind"] == "bars":
        rows = [
            [*row, families.hex_of(row[0]) if row[0] else printed()["slate"]]
            for row in block["rows"]
        ]
        return {**block, "rows": rows}
    if block["kind"] == "table":
        return {"bar": -1, "total": [], "note": "", **block}
    if block["kind"] == "head":
        return {**block, "text": bound(block["text"])}
    if block["kind"] == "drawing":
        return {"legend": [], "fill": block["name"] == "map", **block}
    return block  # fmt: skip


def _source(line: dict[str, Any], language: str) -> dict[str, str]:
    told = _("date inconnue")
    if line["as_of"]:
        day = date(dt.date.fromisoformat(line["as_of"]), language)
        told = _("état au %(day)s") % {"day": day}
    return {
        **line,
        "state": told,
        "licence": _("Licence : %(licence)s.") % {"licence": line["licence"]} if line["licence"] else "",
        "attribution": f"{line['attribution']}." if line["attribution"] else "",
    }  # fmt: skip


def _lines(diagnosis: Diagnosis, language: str) -> dict[str, str]:
    """Title, running head, attribution, and what the last page says of the whole."""
    content = diagnosis.content
    town, perimeter = content["town"]["name"], content["perimeter"]
    title = _("Diagnostic du commerce n° %(number)d") % {"number": diagnosis.number}
    attributions = dict.fromkeys(line["attribution"] for line in content["sources"])
    return {
        "title": f"{title}, {town}",
        "running": f"{town} · {title} · {perimeter['name']}",
        "attribution": " · ".join(text for text in attributions if text),
        "sources_line": _labels(content),
        "computed_on": _day(diagnosis.known_on, language),
        "code_version": content["code_version"],
        "coverage_line": _coverage(content["coverage"]),
        "perimeter_line": _("Périmètre : %(name)s, version %(version)d (%(key)s).") % perimeter,
        "colophon": _(
            "Calculé le %(day)s avec Beffroi %(version)s. Imprimé de nouveau, ce document redonne les "
            "mêmes chiffres, même si les données ont changé depuis."
        )
        % {"day": _day(diagnosis.known_on, language), "version": content["code_version"]},
    }


def _coverage(told: dict[str, Any]) -> str:
    if told["vacancy"] is None:
        return _("Couverture : inconnue. %(note)s") % {"note": told["note"]}
    return _("Couverture : %(share)d %% des locaux vérifiés. %(note)s") % {
        "share": round(told["vacancy"] * 100), "note": told["note"],
    }  # fmt: skip
