"""A document of another observatory, judged like any file from outside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from beffroi.sources.observatories.judging import Judge
from beffroi.sources.observatories.records import (
    Told,
    ToldFigure,
    ToldMatch,
    ToldPerimeter,
    ToldRound,
    ToldSource,
    ToldTerm,
)
from beffroi.sources.observatories.refusing import all_faults, object_of, refuse_strangers
from beffroi.sources.records import UnreadableSource

TERMS, MATCHES, PERIMETERS, ROUNDS, FIGURES, SOURCES, CODES = 2000, 40, 200, 60, 80, 200, 2000
KINDS = ("trade", "state")
VERDICTS = ("value", "at_least", "cannot_tell", "withheld")


def read_told(path: Path) -> Told:
    """The observatory of a file; raises `UnreadableSource`, whose sentence tells every fault."""
    return told_of(object_of(path), path.name)


def told_of(data: Any, name: str) -> Told:
    """The observatory of what was read as JSON; the same judgement."""
    refuse_strangers(data, name)
    judge = Judge()
    found = _told(judge, data)
    if judge.count:
        raise UnreadableSource(all_faults(judge, name), code="observatory_faults")
    return found


def _told(judge: Judge, held: Mapping[str, Any]) -> Told:
    code = judge.needed(held, "code", "", 5)
    if code and re.fullmatch(r"[0-9][0-9AB][0-9]{3}", code) is None:
        judge.fault(".code", _("il faut un code INSEE de cinq signes"))
    return Told(
        name=judge.needed(held, "name", "", 160),
        code=code,
        town=judge.needed(held, "town", "", 80),
        keeper=judge.text(held, "keeper", "", 160),
        page=_address(judge, held),
        simulated=held.get("simulated") is not False,  # what does not say so is not taken for real
        made_on=_day(judge, held, "made_on", ""),
        common=judge.needed(held, "common", "", 60),
        nomenclature=judge.text(held, "nomenclature", "", 120),
        terms=judge.every(held, "terms", "", TERMS, lambda one, at: _term(judge, one, at)),
        perimeters=judge.every(
            held, "perimeters", "", PERIMETERS, lambda one, at: _perimeter(judge, one, at)
        ),
        sources=judge.every(held, "sources", "", SOURCES, lambda one, at: _source(judge, one, at)),
    )


def _address(judge: Judge, held: Mapping[str, Any]) -> str:
    """A web address, which a page may make a link of; anything else is refused."""
    page = judge.text(held, "page", "", 300)
    if page and re.fullmatch(r"https?://[^\s\"'<>]+", page) is None:
        judge.fault(".page", _("il faut une adresse qui commence par https://"))
        return ""
    return page


def _day(judge: Judge, held: Mapping[str, Any], name: str, where: str) -> dt.date:
    """A day that must be there."""
    if held.get(name) is None:
        judge.fault(f"{where}.{name}", _("ce jour manque"))
    return judge.day(held, name, where) or dt.date.min


def _one_of(judge: Judge, value: str, known: tuple[str, ...], where: str) -> str:
    if value and value not in known:
        judge.fault(where, _("il faut un de ces mots : %(words)s") % {"words": ", ".join(known)})
    return value


def _term(judge: Judge, held: Mapping[str, Any], where: str) -> ToldTerm:
    matches = judge.every(held, "matches", where, MATCHES, lambda one, at: _match(judge, one, at))
    return ToldTerm(
        _one_of(judge, judge.needed(held, "kind", where, 10), KINDS, f"{where}.kind"),
        judge.needed(held, "code", where, 80),
        judge.needed(held, "label", where),
        judge.text(held, "category", where, 120),
        matches,
    )


def _match(judge: Judge, held: Mapping[str, Any], where: str) -> ToldMatch:
    start, end = (judge.day(held, name, where) for name in ("start", "end"))
    if start and end and end <= start:
        judge.fault(where, _("la fin vient avant le début"))
    return ToldMatch(judge.text(held, "common", where, 60), start, end)


def _perimeter(judge: Judge, held: Mapping[str, Any], where: str) -> ToldPerimeter:
    rounds = judge.every(held, "rounds", where, ROUNDS, lambda one, at: _round(judge, one, at))
    return ToldPerimeter(
        judge.text(held, "key", where, 80),
        judge.needed(held, "name", where, 120),
        judge.needed(held, "kind", where, 40),
        tuple(sorted(rounds, key=lambda one: one.on)),
    )


def _round(judge: Judge, held: Mapping[str, Any], where: str) -> ToldRound:
    methods = held.get("methods", [])
    if not isinstance(methods, list) or not all(isinstance(word, str) for word in methods):
        judge.fault(f"{where}.methods", _("il faut une liste de mots"))
        methods = []
    return ToldRound(
        on=_day(judge, held, "on", where),
        methods=tuple(word[:40] for word in methods[:20]),
        stock=judge.share(held, "stock", where),
        vacancy=judge.share(held, "vacancy", where),
        note=judge.text(held, "note", where, 600),
        states=judge.counts(held, "states", where, 40),
        trades=judge.counts(held, "trades", where, CODES),
        local=judge.counts(held, "local", where, CODES),
        figures=judge.every(
            held, "figures", where, FIGURES, lambda one, at: _figure(judge, one, at)
        ),
    )


def _figure(judge: Judge, held: Mapping[str, Any], where: str) -> ToldFigure:
    said = held.get("parameters", {})
    parameters = said if isinstance(said, dict) and len(said) <= 20 else {}
    plain = {k: v for k, v in parameters.items() if isinstance(v, str | int | float | None)}
    verdict = judge.needed(held, "verdict", where, 20)
    return ToldFigure(
        judge.needed(held, "indicator", where, 60),
        judge.needed(held, "formula", where, 80),
        _one_of(judge, verdict, VERDICTS, f"{where}.verdict"),
        judge.needed(held, "unit", where, 20),
        judge.number(held, "value", where),
        plain,
    )


def _source(judge: Judge, held: Mapping[str, Any], where: str) -> ToldSource:
    return ToldSource(
        judge.needed(held, "label", where, 160),
        judge.text(held, "kind", where, 40),
        judge.day(held, "as_of", where),
        judge.text(held, "licence", where, 120),
        judge.text(held, "attribution", where, 300),
    )
