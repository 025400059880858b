"""A framework before its end: what hangs on it, who inherits its themes, what is to renew (001-01)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Axis
from beffroi.programme.reads.ending import ending_of
from beffroi.programme.rules.ending import (
    Against,
    Duty,
    Follows,
    Hanging,
    against,
    duties,
    orphans,
    to_renew,
)
from beffroi.programme.rules.life import State
from beffroi.programme.writes.axes import take_axes

from . import made
from . import made_governance as governed

END = dt.date(2026, 12, 31)
DAY = dt.timedelta(days=1)
DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
CHILDREN = st.lists(
    st.builds(Hanging, st.text(max_size=3), DAYS, st.booleans(), st.sampled_from(Follows)), max_size=6
)  # fmt: skip


@given(CHILDREN)
def test_a_child_that_binds_is_renewed_or_followed_or_outlives(children: list[Hanging]) -> None:
    parted = [*to_renew(children, END), *orphans(children, END)]
    followed = [
        one for one in children
        if one.binds and one.follows is Follows.SIGNED and against(one.last, END) != Against.OUTLIVES
    ]  # fmt: skip
    assert len(parted) + len(followed) == sum(1 for one in children if one.binds)


def test_duties_are_those_left_and_none_once_all_is_ready() -> None:
    ready: dict[str, Any] = {"meets": True, "reviewed": True, "promises": 0, "end": END}
    assert duties(follows=Follows.SIGNED, children=[], **ready) == []
    child = Hanging("a", END + DAY, binds=True, follows=Follows.NOTHING)
    settled = replace(child, settled=True)
    assert duties(follows=Follows.SIGNED, children=[settled], **ready) == []
    # what renews the framework takes over nobody by itself
    assert duties(follows=Follows.SIGNED, children=[child], **ready) == [Duty.ORPHANS]
    left = duties(
        follows=Follows.NOTHING, children=[child], **ready | {"promises": 2, "meets": False}
    )
    assert left == [Duty.MEET, Duty.PROMISES, Duty.RENEW, Duty.ORPHANS]
    assert against(END, END) is Against.WITH and against(END - DAY, END) is Against.BEFORE


@pytest.fixture
def accord(db: None) -> Agreement:
    """National, with two themes, to 31/12/2026; three children, one of which stands under another."""
    network, chamber = (
        made.body("network", "Réseau fictif"),
        made.chamber(name="Tête de réseau fictive"),
    )
    run = {"state": State.IN_FORCE, "valid": between(dt.date(2022, 1, 1), END + DAY)}
    row = made.agreement(
        None, network, chamber, kind="national", title="Accord national fictif", **run
    )
    for code in ("1", "2"):
        Axis.objects.create(agreement=row, code=code, name=f"Thème {code}", field="trade")
    frame = made.agreement(None, chamber, title="Cadre fictif", parent=row)
    take_axes(agreement=frame, by=None)
    frame.axes.filter(code="2").delete()
    place = made.town()
    local = made.agreement(place, chamber, made.hall(place), title="Ville fictive", parent=frame)
    take_axes(agreement=local, by=None)
    free = made.agreement(place, chamber, title="Sans thème", parent=row)
    made.sheet(local, status="in_progress")
    Agreement.objects.across_towns().filter(pk=frame.pk).update(**run)
    longer = run | {"valid": between(dt.date(2025, 1, 1), dt.date(2028, 1, 1))}
    Agreement.objects.across_towns().filter(pk__in=(local.pk, free.pk)).update(**longer)
    made.agreement(place, chamber, title="Finie", parent=row, state=State.ENDED)
    return row


@pytest.mark.system("001-01")
def test_what_hangs_on_the_accord_and_which_children_inherit_its_themes(
    accord: Agreement, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        found = ending_of(accord, dt.date(2026, 11, 22))
    assert found is not None
    assert (found.end, found.days, found.follows) == (END, 39, Follows.NOTHING)
    told = {one.agreement.title: (one.facts.themes, one.live) for one in found.children}
    assert told == {
        "Cadre fictif": (("1",), 0),
        "Ville fictive": (("1",), 1),
        "Sans thème": ((), 0),
    }
    assert [axis.code for axis in found.unused] == ["2"]
    assert found.duties == [Duty.MEET, Duty.REVIEW, Duty.RENEW, Duty.CHILDREN, Duty.ORPHANS]
    governed.met(accord, accord.holder, on=dt.date(2026, 12, 1))
    again = ending_of(accord, dt.date(2026, 11, 22))
    assert again is not None and again.next_meeting is not None and Duty.MEET not in again.duties


@pytest.mark.system("001-01")
def test_the_page_counts_down_and_names_each_child_and_opens_to_its_bodies_alone(
    accord: Agreement,
) -> None:
    member, stranger = Client(), Client()
    member.force_login(made.advisor(accord.holder))
    stranger.force_login(made.stranger())
    Agreement.objects.across_towns().filter(pk=accord.pk).update(is_published=True)
    page = member.get(f"/conventions/{accord.key}/echeance/").content.decode()
    left = (END - timezone.localdate()).days
    assert f"{max(left, 0)}" in page and "3 conventions en découlent" in page
    assert "2 en héritent des axes" in page and "Thème 2" in page
    assert "Renouveler 1 convention" in page and "2 conventions qui lui survivront" in page
    file = member.get(f"/conventions/{accord.key}/echeance.csv").content.decode()
    assert "Ville fictive" in file and "après l’accord" in file
    for path in ("echeance/", "echeance.csv"):
        assert stranger.get(f"/conventions/{accord.key}/{path}").status_code == 403
    assert member.get(f"/en/agreements/{accord.key}/ending/").status_code == 200
