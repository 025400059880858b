"""Our heirs of older codes against what the register itself did on 1 January 2008."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from beffroi.kernel.country import country_pack
from beffroi.merchants.reads import trade_table
from beffroi.merchants.rules.trades import COMMERCE
from beffroi.sources.sirene import read_history

LYON = Path(__file__).parents[2] / "src/beffroi/portal/demo/data/sirene-lyon4.csv.gz"
RECODED = dt.date(2008, 1, 1)
WITHOUT_EVIDENCE = {
    "15.5F",
    "15.8A",
    "50.3B",
    "52.1F",
    "52.1H",
    "52.1J",
    "52.4P",
    "52.4U",
    "52.6A",
    "55.1D",
    "93.0A",
    "93.0G",
    "93.0K",
}


def recodings() -> Counter[tuple[str, str]]:
    """Active establishments recoded on 1 January 2008, by code of NAF rev. 1 and of rev. 2."""
    found: Counter[tuple[str, str]] = Counter()
    records = read_history(LYON, as_of=dt.date(2026, 7, 31)).records()
    for _, periods in groupby(sorted(records, key=attrgetter("siret")), key=attrgetter("siret")):
        seen = [period for period in periods if period.active]
        before = [p.naf for p in seen if p.end == RECODED and p.nomenclature == "NAFRev1"]
        after = [p.naf for p in seen if p.start == RECODED and p.nomenclature == "NAFRev2"]
        found.update(zip(before, after, strict=False))
    return found


def test_the_figures_of_the_page_on_openings_are_those_of_the_file():
    """docs/algorithms/register-openings.md: what the heirs of older codes are worth."""
    table, found = trade_table(), recodings()
    rows = country_pack("fr").table("naf_older.csv")
    heirs = {row["code"]: row["naf_rev2"] for row in rows if row["nomenclature"] == "NAFRev1"}
    ours = Counter({pair: n for pair, n in found.items() if pair[0] in heirs})
    agreed = sum(
        n
        for (old, new), n in ours.items()
        if table.family_of(old, "NAFRev1", COMMERCE) == table.family_of(new, "NAFRev2", COMMERCE)
    )
    exact = sum(n for (old, new), n in ours.items() if heirs[old] == new)
    assert (ours.total(), agreed, exact) == (794, 779, 754)
    assert len(heirs) == 102
    assert set(heirs) - {old for old, _ in ours} == WITHOUT_EVIDENCE
