"""The data of the template `diagnosis`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.observatory.models import Diagnosis
from beffroi.observatory.reads.printing.figures import Nodes, labels, printed_figure
from beffroi.observatory.reads.printing.sections import bound, printed_sections
from beffroi.ui.paper import as_set
from beffroi.ui.typography import date


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
            "question": content.get("question", ""),
            "figures": [printed_figure(f, nodes, content, state) for f in content["figures"]],
            "sections": printed_sections(content, state, nodes),
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
        "question": _("Question :"),
        "action": _("Action proposée :"),
        "finding_then": _("Constat d’alors :"),
        "then_now": [_("Chiffre"), _("Alors"), _("Maintenant"), _("Écart"), ""],
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


def _source(line: dict[str, Any], language: str) -> dict[str, str]:
    told = _("date inconnue")
    if line["as_of"]:
        day = date(dt.date.fromisoformat(line["as_of"]), language)
        told = _("état au %(day)s") % {"day": day}
    licence = _("Licence : %(licence)s.") % {"licence": line["licence"]} if line["licence"] else ""
    attribution = f"{line['attribution']}." if line["attribution"] else ""
    rights = " ".join(part for part in (licence, attribution) if part)
    return {"label": line["label"], "state": told, "rights": rights, "url": line["url"]}


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
        "sources_line": labels(content),
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
