"""A three-year agreement of the invented town: bodies, sheets, money, meetings, all made up.

What is told lies in data/agreements/*.toml, in French as a team would write it; these modules tell
it through the writes of `programme`, as its people would. Days are fixed: what is late stays late.
"""

from __future__ import annotations

from django.db import transaction

from beffroi.portal.demo.agreements.cast import Cast, cast_of
from beffroi.portal.demo.agreements.chain import make_chain, make_framework
from beffroi.portal.demo.agreements.clock import WRITTEN, told_on
from beffroi.portal.demo.agreements.draws import tell_draws
from beffroi.portal.demo.agreements.frame import (
    draft_main,
    set_objectives,
    sign_main,
    tell_promises,
)
from beffroi.portal.demo.agreements.governance import make_committees, tell_governance
from beffroi.portal.demo.agreements.money import tell_money
from beffroi.portal.demo.agreements.sheets import make_sheets, tell_sheets
from beffroi.portal.demo.agreements.told import MAIN, agreement
from beffroi.programme.models import Agreement
from beffroi.territory.models import Town

__all__ = ["MAIN", "load_agreements"]


@transaction.atomic
def load_agreements(town: Town | None) -> bool:
    """Tell the agreements of the invented town once; whether anything was told."""
    if town is None or Agreement.objects.across_towns().filter(key=MAIN).exists():
        return False
    cast: Cast = cast_of(town)
    with told_on(agreement()["framework"]["signed"]):
        framework = make_framework(cast)
    before = make_chain(cast)
    with told_on(WRITTEN):
        main = draft_main(cast, framework, before)
        sheets = make_sheets(cast, main)
    set_objectives(main, sheets)
    tell_money(cast, sheets)
    committees = make_committees(cast, main)
    main = sign_main(cast, main)
    tell_sheets(cast, sheets)
    tell_draws(cast, main, sheets)
    tell_promises(cast, main)
    tell_governance(cast, main, committees, sheets)
    return True
