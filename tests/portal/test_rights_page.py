"""« Qui peut quoi »: roles side by side, or one role; always what the table grants."""

from __future__ import annotations

import pytest
from django.test import Client

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.matrix import VERBS
from beffroi.accounts.rules.table import GROUPS
from beffroi.portal.rights_sheet import held, matrix, sheets


def test_matrix_prints_every_grant_and_nothing_else() -> None:
    groups = [*held(pending=False), *held(pending=True)]
    assert len(groups) == len(GROUPS) > 10
    made = matrix(groups)
    names = {str(label): role for role, label in roles.NAMES.items()}
    columns = [names[str(column)] for column in made.columns]
    verbs = {str(label): verb for verb, label in VERBS.items()}
    printed = 0
    for group, line in zip(groups, made.lines, strict=True):
        for role, deeds in zip(columns, line.cells, strict=True):
            shown = {verbs[str(deed.label)] for deed in deeds}
            everybody = {v for v in VERBS if group.cell(roles.EVERYBODY).grant(v) == ()}
            granted = {v for v in group.verbs() if group.cell(role).grant(v) is not None}
            expected = granted if role == roles.EVERYBODY else granted - everybody
            assert shown == expected, (group.key, role)
            printed += len(shown)
    assert printed > 50


def test_condition_of_a_grant_has_its_note() -> None:
    made = matrix(held(pending=True))
    deeds = [deed for line in made.lines for cell in line.cells for deed in cell if deed.note]
    assert deeds
    assert all(made.notes[deed.note - 1] == deed.told for deed in deeds)


@pytest.mark.parametrize("role", list(roles.ROLES))
def test_role_is_shown_what_everybody_may_too(role: str) -> None:
    shared = [d for s in sheets(held(pending=False), role) for d in s.deeds if d.shared]
    assert shared


@pytest.mark.django_db
def test_unknown_role_shows_all_of_them(client: Client) -> None:
    page = client.get("/droits/", {"role": "roi"}).content.decode()
    assert page.count("<table") == 2
    assert "<table" not in client.get("/droits/", {"role": roles.MANAGER}).content.decode()
