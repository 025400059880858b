"""The second page of a survey: what each code means; the third: what all of it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.observatory.reads.federation import meanings_told
from beffroi.premises import reads as premises
from beffroi.premises.models import PremisesState, SurveyFile
from beffroi.premises.reads.meanings import offered, proposed, read_back, words_of
from beffroi.territory.models import Town
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import percent


@dataclass(frozen=True, slots=True)
class Line:
    """One code on the page. `origin`: decided, nomenclature, elsewhere, proposed or "" (nobody can)."""

    rank: int
    code: str
    label: str
    category: str
    total: int
    written: str
    origin: str
    refused: bool = False


def lines_of(survey: SurveyFile, towns: Iterable[Town], sent: Any = None) -> list[Line]:
    """The codes of a file with what they mean, those to decide first; six queries."""
    known = offered()
    decided = premises.meanings_of(survey.format)
    labels = premises.labels_of(survey.format)
    producer = survey.format.producer if survey.format else ""
    elsewhere = premises.decided_elsewhere(producer, towns) if producer else {}
    local = meanings_told(survey.run.town, timezone.localdate())
    found = []
    for rank, word in enumerate(survey.looked["words"]):
        code = word["code"]
        kept = labels.get(code, ("", ""))
        label, filed = word["label"] or kept[0], word["category"] or kept[1]
        meaning, origin = _meant(code, label, decided, local, elsewhere)
        written, refused = words_of(meaning, known), False
        if sent is not None:
            written = sent.get(f"code_{rank}", "")
            refused = read_back(written, known) is None
        total = sum(word["counts"].values())
        found.append(Line(rank, code, label, filed, total, written, origin, refused))
    return sorted(found, key=lambda one: (not one.refused, bool(one.written), -one.total, one.code))


def _meant(
    code: str,
    label: str,
    decided: Mapping[str, str],
    local: Mapping[str, str],
    elsewhere: Mapping[str, str],
) -> tuple[str, str]:
    if code in decided:
        return decided[code], "decided"
    if code in local:
        return local[code], "nomenclature"
    if code in elsewhere:
        return elsewhere[code], "elsewhere"
    guess = proposed(code, label)
    return guess, "proposed" if guess else ""


def meanings_sent(survey: SurveyFile, sent: Any) -> dict[str, str] | None:
    """Code → meaning as the form says; None when a word means nothing."""
    known, found = offered(), {}
    for rank, word in enumerate(survey.looked["words"]):
        meaning = read_back(sent.get(f"code_{rank}", ""), known)
        if meaning is None:
            return None
        found[word["code"]] = meaning
    return found


def labels_in(survey: SurveyFile) -> dict[str, tuple[str, str]]:
    """Code → (label, category) as the file itself puts them beside its codes."""
    return {one["code"]: (one["label"], one["category"]) for one in survey.looked["words"]}


VERDICTS: dict[str, str | Promise] = {
    "cannot_tell": _l("ne se sait pas"),
    "withheld": _l("non publié"),
}
COLUMNS = (
    Column("wave", _l("Vague")),
    Column("counted", _l("Vacants sur codés")),
    Column("works", _l("En travaux"), "number"),
    Column("undecided", _l("À décider"), "number"),
    Column("new", _l("Nouveaux"), "number"),
    Column("changed", _l("État changé"), "number"),
    Column("unchanged", _l("Inchangés"), "number"),
    Column("not_seen", _l("Pas revus"), "number"),
    Column("before", _l("Taux actuel")),
    Column("after", _l("Taux avec ce relevé")),
)


def waves_table(shown: Mapping[str, Any]) -> Table:
    """Each wave: as its producer counts it, what it changes, the rate before and after."""
    numbers = ("works", "undecided", "new", "changed", "unchanged", "not_seen")
    rows = [
        {word: wave[word] for word in numbers}
        | {
            "wave": wave["key"] or wave["on"],
            "counted": f"{wave['vacant']} / {wave['coded']}",
            "before": rate_words(wave["before"]),
            "after": rate_words(wave["after"]),
        }
        for wave in shown["waves"]
    ]
    note = _(
        "« Vacants sur codés » compte les codes comme leur producteur. Le taux de vacance y ajoute les "
        "locaux en travaux sans preneur, et met hors de sa base l’usage non commercial et les codes à "
        "décider."
    )
    return Table(COLUMNS, rows, caption=_("Les vagues de ce relevé"), note=note)


def rate_words(figure: Mapping[str, Any]) -> str:
    """A rate kept in a preview, in the reader's language."""
    verdict, value = figure.get("verdict"), figure.get("value")
    if verdict == "value":
        return percent(value)
    if verdict == "at_least" and value is not None:
        return _("au moins %(rate)s") % {"rate": percent(value)}
    return str(VERDICTS.get(str(verdict), "—"))


def changed_doors(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Doors whose state changes, with both states in words, by wave."""
    named: dict[str, Any] = dict(PremisesState.Kind.choices)
    return [
        door | {"wave": wave["key"] or wave["on"], "was": named.get(door["before"], ""),
                "is": named.get(door["after"], "")}
        for wave in shown["waves"]
        for door in wave["doors"]
    ]  # fmt: skip
