"""A nomenclature: named, filled with terms, each told what it is called in common, from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import between
from beffroi.observatory.models import LocalTerm, Nomenclature, TermMatch
from beffroi.premises import reads as premises
from beffroi.premises.models import SurveyFormat
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, Town

OCCUPIED = "occupied"


@dataclass(frozen=True, slots=True)
class Word:
    """A term as somebody brings it; `common` None: nobody has decided, "": no equivalent."""

    code: str
    label: str
    category: str = ""
    kind: str = LocalTerm.Kind.TRADE
    common: str | None = None


@transaction.atomic
def keep_nomenclature(
    *, town: Town, name: str, by: Person | None, body: Organisation | None = None
) -> Nomenclature:
    """The nomenclature a body (or the town itself) keeps in a town, under this name."""
    rows = Nomenclature.objects.of(town).select_for_update()
    held: Nomenclature = rows.filter(body=body).first() or Nomenclature(town=town, body=body)
    if held.pk and held.name == name:
        return held
    held.name = name
    held.save()
    audit.record("observatory.nomenclature_kept", by=by, **_named(held), name=name)
    return held


@transaction.atomic
def keep_terms(*, nomenclature: Nomenclature, words: Iterable[Word], by: Person | None) -> int:
    """Add words and correct those whose code is known; what was decided of a term stays.

    A word that brings its own equivalent decides a new term, for always. Returns how many changed.
    """
    held = {row.code: row for row in _terms(nomenclature)}
    new, changed, said = [], [], {}
    for word in {word.code: word for word in words}.values():
        row = held.get(word.code)
        told = (word.label, word.category)
        if row is None:
            row = LocalTerm(nomenclature=nomenclature, kind=word.kind, code=word.code)
            new.append(row)
            said[word.code] = word.common
        elif told == (row.label, row.category):
            continue
        else:
            changed.append(row)
        row.label, row.category = told
    LocalTerm.objects.bulk_create(new)
    LocalTerm.objects.across_towns().bulk_update(changed, ["label", "category"])
    _decide_new(new, said, by)
    total = len(new) + len(changed)
    if total:
        territory.touch(nomenclature.town)
        audit.record("observatory.terms_kept", by=by, **_named(nomenclature), n=total)
    return total


def _terms(nomenclature: Nomenclature) -> Iterable[LocalTerm]:
    rows: Any = LocalTerm.objects.of(nomenclature.town)
    return list(rows.filter(nomenclature=nomenclature))


def _decide_new(
    rows: Iterable[LocalTerm], said: Mapping[str, str | None], by: Person | None
) -> None:
    TermMatch.objects.bulk_create(
        TermMatch(
            term=row, common=common, valid=between(None, None), decided_by=by.key if by else ""
        )
        for row in rows
        if (common := said[row.code]) is not None
    )


@transaction.atomic
def take_from_producer(
    *, nomenclature: Nomenclature, format: SurveyFormat, by: Person | None
) -> int:
    """Take the codes of a producer's files as terms, with what was decided of each there."""
    meanings, labels = premises.meanings_of(format), premises.labels_of(format)
    words = [_word(code, *labels[code], meanings.get(code, "")) for code in sorted(labels)]
    nomenclature.format = format
    nomenclature.save(update_fields=["format"])
    return keep_terms(nomenclature=nomenclature, words=words, by=by)


def _word(code: str, label: str, category: str, meaning: str) -> Word:
    state, _sign, trade = meaning.partition(":")
    named = label or category or code
    if meaning and state != OCCUPIED:
        return Word(code, named, category, LocalTerm.Kind.STATE, state)
    return Word(code, named, category, common=trade if trade else None)


@transaction.atomic
def decide_terms(
    *,
    nomenclature: Nomenclature,
    decisions: Mapping[int, str | None],
    by: Person | None,
    since: dt.date | None = None,
) -> int:
    """Say what terms (by row key) are called in common, from a day on, or from the start when None.

    "": it has no equivalent; None: nobody knows any more. What was said of the days before stands,
    and what was known before can be asked again. Returns how many changed.
    """
    rows = TermMatch.objects.of(nomenclature.town).select_for_update()
    held: dict[int, list[TermMatch]] = {}
    for row in rows.known().filter(term__nomenclature=nomenclature).order_by("valid"):
        held.setdefault(row.term_id, []).append(row)
    own = {row.pk for row in _terms(nomenclature)}
    changed = 0
    for term, common in decisions.items():
        if term in own:
            changed += _decide(term, common, since, held.get(term, []), by)
    if changed:
        territory.touch(nomenclature.town)
        day = since.isoformat() if since else ""
        audit.record(
            "observatory.terms_matched", by=by, **_named(nomenclature), n=changed, since=day
        )
    return changed


def _decide(
    term: int, common: str | None, since: dt.date | None, held: list[TermMatch], by: Person | None
) -> bool:
    """Close what spoke of these days, tell again what it said of the days before, add the new."""
    touched = [row for row in held if _ends_after(row, since)]
    if _says_it_already(touched, common, since):
        return False
    now, key = timezone.now(), by.key if by else ""
    for row in touched:
        row.recorded = type(row.recorded)(row.recorded.lower, now, "[)")
        row.save(update_fields=["recorded"])
        if since and (row.valid.lower is None or row.valid.lower < since):
            _add(row.term_id, row.common, row.valid.lower, since, row.decided_by)
    if common is not None:
        _add(term, common, since, None, key)
    return True


def _ends_after(row: TermMatch, since: dt.date | None) -> bool:
    return since is None or row.valid.upper is None or row.valid.upper > since


def _says_it_already(rows: list[TermMatch], common: str | None, since: dt.date | None) -> bool:
    """Whether one row, or none, already says so of every day asked."""
    if common is None:
        return not rows
    if len(rows) != 1 or rows[0].common != common or rows[0].valid.upper is not None:
        return False
    start = rows[0].valid.lower
    return start is None or (since is not None and start <= since)


def _add(term: int, common: str, start: dt.date | None, end: dt.date | None, key: str) -> None:
    TermMatch.objects.create(term_id=term, common=common, valid=between(start, end), decided_by=key)


def _named(nomenclature: Nomenclature) -> dict[str, str]:
    """The nomenclature, as the journal names it."""
    return {
        "town": nomenclature.town.insee_code,
        "on": f"nomenclature/{nomenclature.pk}",
        "label": nomenclature.name,
    }
