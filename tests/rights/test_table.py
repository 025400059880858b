"""The table of rights as data: what is printed, what waits for its noun, what every view declares."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beffroi.accounts.rules import conditions, roles
from beffroi.accounts.rules.matrix import BLANK, TableError, cell
from beffroi.accounts.rules.segregation import separated
from beffroi.accounts.rules.table import GROUPS, PENDING, PRINTED
from beffroi.accounts.rules.table.columns import COLUMNS
from beffroi.kernel.permission import ACTING, public, signed_in
from beffroi.territory.policies.conditions import registered

from . import nouns
from .routes import only_signed, public_forms, routes

HERE = Path(__file__).parent


def printed_rows(text: str) -> list[list[str]]:
    """Rows of the table of section 9, its header and rule left out."""
    lines = text.partition("\n## 9.")[2].partition("\n## 10.")[0].splitlines()
    rows = [
        [word.strip() for word in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return rows[2:]


def as_printed() -> list[list[str]]:
    return [[group.printed, *(group.cell(role).source for role in COLUMNS)] for group in PRINTED]


def test_every_cell_is_what_is_printed() -> None:
    rows = printed_rows((HERE / "printed_table.md").read_text())
    assert len(rows) == 12
    assert as_printed() == rows


@pytest.mark.shared
def test_copy_of_the_printed_table_is_that_of_the_domain_document() -> None:
    whole = Path(os.environ["BEFFROI_SHARED"]) / "domain" / "domain.md"
    assert printed_rows(whole.read_text()) == as_printed()


def test_blank_and_dash_refuse() -> None:
    empty = [
        (group.key, role)
        for group in PRINTED
        for role, one in group.cells.items()
        if one.source in ("", "-")
    ]
    assert len(empty) > 30
    assert all(not GROUPS[group].cell(role).grants for group, role in empty)
    assert all(
        group.cell(role).grants
        for group in PRINTED
        for role in COLUMNS
        if (group.key, role) not in empty
    )


def test_every_word_of_the_table_is_known() -> None:
    assert {role for group in GROUPS.values() for role in group.cells} <= set(roles.NAMES)
    with pytest.raises(TableError):
        cell("R", "read: if_the_wind_blows")
    with pytest.raises(TableError):
        cell("R", "peek")


def test_write_carries_correct_and_report_and_nothing_else() -> None:
    one = cell("W", "write: own_object; read")
    assert one.grant("correct") == one.grant("report") == ("own_object",)
    assert one.grant("read") == ()
    assert one.grant("publish") is None is BLANK.grant("read")


def test_conditions_are_used_and_those_that_wait_are_known() -> None:
    used = {
        name
        for group in GROUPS.values()
        for one in group.cells.values()
        for names in one.grants.values()
        for name in names
    }
    assert used == set(conditions.CONDITIONS)
    waiting = used - registered()
    met = {
        (group.key, name)
        for group in GROUPS.values()
        for one in group.cells.values()
        for names in one.grants.values()
        for name in names
        if name in waiting
    }
    # A juror's need waits for calls for projects, whose noun does not exist yet.
    met -= {("financing", conditions.AS_NEEDED)} if "applications" in PENDING else set()
    assert {group for group, _name in met} <= PENDING, "a row whose noun exists waits for nothing"


def ours() -> list[str]:
    return [
        model._meta.label for model in apps.get_models() if model.__module__.startswith("beffroi.")
    ]


def test_every_model_says_which_data_it_holds() -> None:
    assert nouns.unknown(ours()) == [], "enter it in tests/rights/nouns.py, with a proof"
    gone = set(nouns.MODELS) - set(ours())
    assert not gone


def test_no_row_whose_noun_exists_goes_without_a_proof() -> None:
    assert nouns.unproved(ours()) == []
    assert set(nouns.MODELS.values()) <= set(GROUPS)


def test_what_the_page_tells_as_still_to_come_has_no_model() -> None:
    assert set(nouns.NOUNS) == PENDING
    assert not PENDING & (set(nouns.MODELS.values()) | set(nouns.PROVED))


@pytest.mark.parametrize(
    ("deed", "done", "free"),
    [
        ("visit", ("advise",), False),
        ("vote", ("appraise",), False),
        ("vote", ("declare_interest",), False),
        ("visit", ("vote",), True),
        ("vote", (), True),
        ("advise", ("visit",), True),
    ],
)
def test_who_did_one_deed_does_not_do_the_other(
    deed: str, done: tuple[str, ...], free: bool
) -> None:
    assert (separated(deed, done) is None) is free


def test_planted_noun_wakes_its_row() -> None:
    planted = [*ours(), "exchange.Lease", "accounts.Owner"]
    assert nouns.unproved(planted) == ["owner_identity", "rent"]
    assert nouns.unknown(planted) == ["exchange.Lease", "accounts.Owner"]


def test_proofs_name_routes_that_ask_for_that_very_group() -> None:
    found = {name: view for name, _path, view in routes()}
    for group, names in nouns.PROVED.items():
        assert names <= set(found), group
        needs = [found[name].need for name in names if found[name].audience == ACTING]
        assert all(need.group == group for need in needs), group


def test_every_signed_in_view_asks_the_table_or_says_why_not() -> None:
    assert only_signed(routes()) == []


def test_every_public_form_has_its_reason() -> None:
    assert public_forms(routes()) == []


def test_needs_name_a_verb_somebody_is_granted() -> None:
    needs = [view.need for _name, _path, view in routes() if hasattr(view, "need")]
    assert len(needs) > 8
    for need in needs:
        assert GROUPS[need.group].holders(need.verb), need


def _page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_planted_views_are_caught() -> None:
    def view() -> object:
        return SimpleNamespace(__module__="beffroi.portal.views", audience="signed_in")

    assert only_signed(iter([("planted", "", view())])) == ["planted"]

    @public
    def takes(request: HttpRequest) -> HttpResponse:
        return _page(request)

    @public
    @require_GET
    def reads(request: HttpRequest) -> HttpResponse:
        return _page(request)

    @signed_in
    def signed(request: HttpRequest) -> HttpResponse:
        return _page(request)

    for one in (takes, reads, signed):
        one.__module__ = "beffroi.portal.views"
    assert public_forms(iter([("a", "", takes), ("b", "", reads), ("c", "", signed)])) == ["a"]
