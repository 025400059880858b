"""Our heirs of older codes against what the register itself did on 1 January 2008."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from beffroi.merchants.reads import trade_table
from beffroi.merchants.rules.trades import COMMERCE
from beffroi.sources.sirene import read_history

LYON = Path(__file__).parents[2] / "src/beffroi/portal/demo/data/sirene-lyon4.csv.gz"
RECODED = dt.date(2008, 1, 1)


def test_nine_recodings_in_ten_arrive_in_the_family_we_say():
    table, found = trade_table(), Counter()
    records = read_history(LYON, as_of=dt.date(2026, 7, 31)).records()
    for _, periods in groupby(sorted(records, key=attrgetter("siret")), key=attrgetter("siret")):
        seen = list(periods)
        before = next((p for p in seen if p.end == RECODED and p.nomenclature == "NAFRev1"), None)
        after = next((p for p in seen if p.start == RECODED and p.nomenclature == "NAFRev2"), None)
        if before is None or after is None:
            continue
        ours = table.family_of(before.naf, before.nomenclature, COMMERCE)
        theirs = table.family_of(after.naf, after.nomenclature, COMMERCE)
        found["missed"] += not ours and bool(theirs)
        found["mapped"] += bool(ours)
        found["agreed"] += bool(ours) and ours == theirs
    assert found["mapped"] > 500
    assert found["agreed"] / found["mapped"] > 0.9, found
