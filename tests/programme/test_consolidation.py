"""Amendments as differences: properties of the rule, and an agreement amended twice."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.programme.models import Agreement, Article, Envelope
from beffroi.programme.reads.amended import target_of
from beffroi.programme.reads.content import content_of, in_force
from beffroi.programme.rules.consolidation import (
    ConsolidationError,
    Signed,
    apply,
    consolidate,
    diff,
    steps,
    written,
)
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.rules.word_diff import spans
from beffroi.programme.writes import amendments as writes
from beffroi.programme.writes.taking_effect import take_effect

from . import made

LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6) | st.just("12.00")
KEYS = st.sampled_from(["a", "b", "c", "a/b", "~", "d e"])
TREES: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=4),
    lambda inner: st.dictionaries(KEYS, LEAVES | inner, max_size=4),
    max_leaves=12,
).filter(lambda tree: isinstance(tree, dict))
# Trees are slow to draw on a machine that does much else.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


@patient
@given(TREES, TREES)
def test_diff_then_apply_gives_the_target(before: dict[str, Any], after: dict[str, Any]) -> None:
    changes = diff(before, after)
    assert diff(apply(before, changes), after) == []
    back = diff(after, before)
    assert diff(apply(apply(before, changes), back), before) == []
    assert diff(before, before) == []


@patient
@given(TREES, TREES, st.randoms(use_true_random=False))
def test_the_changes_of_one_amendment_apply_in_any_order(
    before: dict[str, Any], after: dict[str, Any], luck: random.Random
) -> None:
    changes = diff(before, after)
    luck.shuffle(changes)
    assert diff(apply(before, changes), after) == []


@patient
@given(TREES, TREES, TREES, DAYS, DAYS, DAYS)
def test_amendments_apply_in_the_order_of_their_effect(
    signed: dict[str, Any], second: dict[str, Any], third: dict[str, Any],
    one: dt.date, other: dt.date, on: dt.date,
) -> None:  # fmt: skip
    early, late = sorted((one, other))
    amendments = [Signed(2, late, diff(second, third)), Signed(1, early, diff(signed, second))]
    wanted = third if on >= late else second if on >= early else signed
    found = consolidate(signed, amendments, on)
    assert diff(found.content, wanted) == []
    assert found.applied == ((1, 2) if on >= late else (1,) if on >= early else ())


@patient
@given(TREES, TREES, TREES)
def test_a_base_that_changed_is_refused_or_makes_no_difference(
    drawn_on: dict[str, Any], target: dict[str, Any], now: dict[str, Any]
) -> None:
    changes = diff(drawn_on, target)
    try:
        found = apply(now, changes)
    except ConsolidationError as wrong:
        assert any(change["path"] == wrong.path for change in changes)
    else:  # every passage touched stood as it was drawn on: undoing gives the text back
        undone = [{"path": c["path"], **{k: c[o] for k, o in (("before", "after"), ("after", "before")) if o in c}} for c in changes]  # fmt: skip
        assert diff(apply(found, undone), now) == []


@patient
@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4))
def test_a_path_is_read_back(path: list[str]) -> None:
    assert steps(written(path)) == path


def test_one_is_not_true_and_text_is_not_number() -> None:
    assert diff({"a": 1}, {"a": True}) == [{"path": "a", "before": 1, "after": True}]
    assert diff({"a": None}, {}) == [{"path": "a", "before": None}]
    with pytest.raises(ConsolidationError):
        apply({"a": {"b": 1}}, [{"path": "a/b/c", "after": 1}])


@patient
@given(st.text(max_size=40), st.text(max_size=40))
def test_words_side_by_side_lose_nothing(before: str, after: str) -> None:
    found = spans(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@pytest.fixture
def row(db: None) -> Agreement:
    place = made.town()
    found = made.whole(place)
    found.amendments.all().delete()
    Envelope.objects.create(agreement=found, year=2025, amount=Decimal("40000"), label="Actions")
    return made.signed(found)


def rewritten(row: Agreement, number: int, **changes: Any) -> Any:
    amendment = row.amendments.get(number=number)
    target = target_of(amendment)
    for path, value in changes.items():
        branch, key, field = path.split("__")
        target[branch][key][field] = value
    return writes.rewrite(amendment=amendment, target=target, by=None)


def test_amendments_consolidated_equal_what_is_in_force(row: Agreement) -> None:
    key = row.envelopes.get().key
    for n, day in ((1, dt.date(2025, 6, 1)), (2, dt.date(2025, 9, 1))):
        writes.draft(agreement=row, title=f"Avenant {n}", effective_on=day, by=None)
    first = rewritten(row, 1, articles__objet__body="Objet nouveau.", **{f"envelopes__{key}__amount": "50000.00"})  # fmt: skip
    writes.sign_amendment(amendment=first, on=made.DAY, by=None, today=made.DAY)
    row.refresh_from_db()
    assert Article.objects.get(agreement=row, slug="objet").body != "Objet nouveau."
    second = rewritten(row, 2, **{f"envelopes__{key}__amount": "65000.00"})
    target = target_of(second)
    target["dates"]["last"] = "2026-03-31"
    target["articles"]["clause-nouvelle"] = {"title": "Clause", "body": "Texte.", "order": 999}
    del target["articles"]["litiges"]
    target["places"]["99999"] = {"name": "99999"}
    second = writes.rewrite(amendment=second, target=target, by=None)
    writes.sign_amendment(amendment=second, on=made.DAY, by=None, today=made.DAY)
    for on, amount, last in (
        (dt.date(2025, 5, 31), "40000.00", "2025-12-31"),
        (dt.date(2025, 6, 1), "50000.00", "2025-12-31"),
        (dt.date(2025, 9, 1), "65000.00", "2026-03-31"),
    ):
        take_effect(agreement=row, on=on)
        row = Agreement.objects.across_towns().get(pk=row.pk)
        found = in_force(row, on).content
        assert found["envelopes"][key]["amount"] == amount
        assert found["dates"]["last"] == last
        assert diff(content_of(row), found) == []
    assert take_effect(agreement=row, on=dt.date(2025, 9, 2)) == []
    assert not row.articles.filter(slug="litiges").exists()
    assert row.signed_content["envelopes"][key]["amount"] == "40000.00"


def test_an_amendment_drawn_on_a_text_that_changed_is_refused(row: Agreement) -> None:
    day = dt.date(2025, 6, 1)
    for n in (1, 2):
        writes.draft(agreement=row, title=f"Avenant {n}", effective_on=day, by=None)
        rewritten(row, n, articles__objet__body=f"Version {n}.")
    first, second = row.amendments.order_by("number")
    writes.sign_amendment(amendment=first, on=made.DAY, by=None, today=made.DAY)
    with pytest.raises(LifeError, match="objet"):
        writes.sign_amendment(amendment=second, on=made.DAY, by=None, today=made.DAY)
    second.refresh_from_db()
    assert second.signed_on is None
    with pytest.raises(LifeError):
        target_of(second)


def test_only_a_signed_text_is_amended_and_only_by_something(row: Agreement) -> None:
    place = made.town("Autreval")
    with pytest.raises(LifeError, match="signée"):
        writes.draft(agreement=made.whole(place), title="X", effective_on=made.DAY, by=None)
    empty = writes.draft(agreement=row, title="Vide", effective_on=made.DAY, by=None)
    with pytest.raises(LifeError, match="ne change rien"):
        writes.sign_amendment(amendment=empty, on=made.DAY, by=None, today=made.DAY)
    writes.abandon(amendment=empty, on=made.DAY, by=None)
    with pytest.raises(LifeError):
        writes.change_amendment(amendment=empty, by=None, title="Y")


def test_an_envelope_opened_since_the_signature_enters_the_text_with_its_amendment(
    row: Agreement,
) -> None:
    late = Envelope.objects.create(
        agreement=row, year=2026, amount=Decimal("10000"), label="Tournée"
    )
    change = {"path": f"envelopes/{late.key}/amount", "before": "10000.00", "after": "15000.00"}
    draft = row.amendments.create(number=1, title="Enveloppe portée", changes=[change])
    writes.sign_amendment(amendment=draft, on=made.DAY, by=None, today=made.DAY)
    late.refresh_from_db()
    assert late.amount == Decimal("15000.00")
    found = in_force(Agreement.objects.across_towns().get(pk=row.pk), made.DAY).content
    assert found["envelopes"][late.key]["amount"] == "15000.00"
    assert diff(content_of(row), found) == []
