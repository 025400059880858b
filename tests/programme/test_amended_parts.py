"""Axes, parties, promises and envelopes by amendment: the records follow the consolidated text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.accounts.models import new_key
from beffroi.programme.models import Agreement, Amendment, Axis, Commitment, Draw, Party
from beffroi.programme.reads.amended import completed, target_of
from beffroi.programme.reads.content import content_of, in_force
from beffroi.programme.reads.money import standings
from beffroi.programme.rules.consolidation import ConsolidationError, apply, diff, renewed
from beffroi.programme.rules.envelopes import parted
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.rules.text_links import loosened, resting_on
from beffroi.programme.writes import amendments, envelopes
from beffroi.programme.writes.taking_effect import take_effect

from . import made
from . import made_governance as governed
from . import made_sheets as sheets
from .test_consolidation import TREES, patient

DAYS = (dt.date(2025, 4, 1), dt.date(2025, 6, 1), dt.date(2025, 9, 1))


@pytest.fixture
def row(db: None) -> Agreement:
    """Signed: axis A, an envelope on it paid by the hall, a promise of the hall; a sheet under A."""
    found = made.whole(made.town())
    found.amendments.all().delete()
    hall = found.parties.last().organisation
    governed.promised(found, hall, dt.date(2025, 12, 1), quantity=Decimal(10), unit="visites")
    envelopes.set_aside(
        agreement=found, by=None, year=2025, amount=Decimal(40000), label="Actions",
        axis=found.axes.get(), payer=hall,
    )  # fmt: skip
    sheets.sheet(found, "A1", axis=found.axes.get())
    return made.signed(found)


def again(row: Agreement) -> Agreement:
    return Agreement.objects.across_towns().get(pk=row.pk)


def amended(row: Agreement, target: dict[str, Any], on: dt.date = made.DAY) -> Amendment:
    draft = amendments.draft(agreement=again(row), title="Avenant", effective_on=on, by=None)
    amendments.rewrite(amendment=draft, target=target, by=None)
    return amendments.sign_amendment(amendment=draft, on=made.DAY, by=None, today=made.DAY)


def hall_of(row: Agreement) -> str:
    """The key of the town hall (a stored text keeps no order: jsonb sorts its keys)."""
    return str(again(row).parties.last().organisation.key)


def text(row: Agreement, on: dt.date = made.DAY) -> dict[str, Any]:
    return in_force(again(row), on).content


def axis(name: str, parent: str | None = None, order: int = 20) -> dict[str, Any]:
    return {"name": name, "about": "", "field": "housing", "parent": parent, "order": order}


def envelope(of: str | None, amount: str = "5000.00") -> dict[str, Any]:
    return {
        "year": 2025, "axis": of, "payer": None, "payer_name": None, "amount": amount,
        "inside": True, "label": "",
    }  # fmt: skip


@patient
@given(TREES, TREES, TREES)
def test_a_draft_drawn_again_fits_the_new_text_and_keeps_what_it_makes(
    drawn_on: dict[str, Any], target: dict[str, Any], now: dict[str, Any]
) -> None:
    changes = diff(drawn_on, target)
    found = renewed(now, changes)
    made_of = apply(now, found)  # it fits
    assert renewed(made_of, changes) == []  # nothing is left to do
    assert renewed(drawn_on, changes) == changes
    paths = [change["path"] for change in changes]
    assert all(any(_under(one["path"], path) for path in paths) for one in found)


def _under(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


PARTS = st.sampled_from(["A", "B", "C"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from([
            "add", "rename", "under", "gone", "envelope", "amount", "promise", "kept", "move",
        ]),
        PARTS, PARTS,
    ),
    max_size=6,
)  # fmt: skip


def moved(content: dict[str, Any], one: str, other: str) -> dict[str, Any]:
    """Another year, axis and payer for an envelope of 40 000 €, as the form tells them."""
    payer, told = max(content["parties"].items()) if one == "A" else (None, {"name": None})
    return {
        "year": 2025 + ord(one) % 3, "axis": other if other in content["axes"] else None,
        "payer": payer, "payer_name": told["name"], "amount": "40000.00",
    }  # fmt: skip


def drawn_on(key: str) -> Decimal:
    return sum((one.amount for one in Draw.objects.filter(envelope__key=key)), Decimal(0))


def stepped(content: dict[str, Any], what: str, one: str, other: str) -> None:
    """One act on a text, as the forms would do it; what would hang loose is not done."""
    axes, pockets, promises = content["axes"], content["envelopes"], content["commitments"]
    if what == "add":
        axes.setdefault(one, axis(f"Axe {one}", other if other in axes and other != one else None))
    elif what == "rename" and one in axes:
        axes[one]["name"] += f" {other}"
    elif what == "under" and one in axes and other in axes and axes[other]["parent"] is None:
        axes[one]["parent"] = other if one != other else None
    elif what == "gone" and not resting_on(content, "axes", one):
        axes.pop(one, None)
    elif what == "envelope":
        pockets[f"new-{one}"] = envelope(other if other in axes else None)
    elif what == "amount":
        next(iter(pockets.values()))["amount"] = f"{40_000 + 100 * ord(one) + ord(other)}.00"
    elif what == "move":
        first = min(pockets)
        stays, goes = parted(pockets[first], moved(content, one, other), drawn_on(first))
        pockets[first] = stays
        if goes is not None:
            pockets[new_key()] = goes
    elif what == "promise":
        body, told = next(iter(content["parties"].items()))
        promises[f"promise-{one}"] = {
            "body": body, "body_name": told["name"], "text": f"Promesse {one}", "quantity": None,
            "unit": "", "due_on": None,
        }  # fmt: skip
    else:
        promises.pop(f"promise-{one}", None)


@settings(
    deadline=None, max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    st.lists(STEPS, min_size=1, max_size=3),
    st.sampled_from([Decimal(0), Decimal("12500.50"), Decimal(40000)]),
)
def test_amendments_in_order_then_consolidated_are_the_state_of_the_records(
    row: Agreement, plans: list[list[tuple[str, str, str]]], drawn: Decimal
) -> None:
    with transaction.atomic():
        wanted: dict[dt.date, dict[str, Any]] = {}
        first = row.envelopes.get()
        if drawn:
            envelopes.draw(envelope=first, amount=drawn, on=made.DAY, label="Tirage", by=None)
        place = (first.year, first.axis_id, first.payer_id)
        for on, plan in zip(DAYS, plans, strict=False):
            target = text(row, on)
            for step in plan:
                stepped(target, *step)
            if diff(text(row, on), target):
                amended(row, target, on)
            wanted[on] = target
        for on, target in wanted.items():
            take_effect(agreement=again(row), on=on)
            assert diff(text(row, on), target) == []
            assert diff(content_of(again(row)), target) == []
        assert diff(text(row, made.DAY), row.signed_content) == []
        held = list(again(row).envelopes.all())
        stands = standings(held)
        assert all(one.balance >= 0 for one in stands.values())
        assert sum(one.drawn for one in stands.values()) == drawn
        told = content_of(again(row))["envelopes"].values()  # totals by year are those of the text
        for year in (2025, 2026, 2027):
            said = sum(Decimal(one["amount"]) for one in told if one["year"] == year)
            assert sum(one.amount for one in held if one.year == year) == said
        first.refresh_from_db()
        if drawn:  # what was drawn stays of the year, axis and payer it was drawn from
            assert (first.year, first.axis_id, first.payer_id) == place
        transaction.set_rollback(True)


def test_a_withdrawn_axis_keeps_its_sheets_and_its_code(row: Agreement) -> None:
    target = text(row)
    target["axes"]["B"] = axis("Habitat")
    for one in target["envelopes"].values():
        one["axis"] = "B"
    del target["axes"]["A"]
    amended(row, target)
    assert [one.code for one in again(row).axes.all()] == ["B"]
    gone = Axis.ever.get(agreement=row, code="A")
    assert gone.withdrawn_on == made.DAY and gone.sheets.across_towns().get().code == "A1"
    client = Client()
    client.force_login(made.manager(row.town))
    base = f"/{row.town.slug}/conventions/{row.key}/axes/"
    assert "Retiré" in client.get(f"{base}A/").content.decode()
    assert "A1" in client.get(base).content.decode()  # to be filed again


def test_what_rests_on_a_part_keeps_it_in_the_text(row: Agreement) -> None:
    for branch in ("axes", "parties"):
        target = text(row)
        key = "A" if branch == "axes" else hall_of(row)
        names = {one.branch for one in resting_on(target, branch, key)}
        assert names == ({"envelopes"} if branch == "axes" else {"envelopes", "commitments"})
        del target[branch][key]
        assert loosened(text(row), target)
        with pytest.raises(LifeError, match="repose sur"):
            amended(row, target)
        row.amendments.all().delete()


def test_two_amendments_that_fit_each_alone_leave_nothing_loose(row: Agreement) -> None:
    target = text(row)
    target["axes"]["B"] = axis("Habitat")
    amended(row, target)
    first, second = text(row), text(row)
    del first["axes"]["B"]
    second["envelopes"]["late"] = envelope("B")
    draft = amendments.draft(agreement=row, title="Enveloppe", effective_on=made.DAY, by=None)
    amendments.rewrite(amendment=draft, target=second, by=None)
    amended(row, first)
    with pytest.raises(LifeError, match="repose sur"):
        amendments.sign_amendment(amendment=draft, on=made.DAY, by=None, today=made.DAY)


def test_a_party_enters_by_its_signature_and_leaves_with_its_past_told(row: Agreement) -> None:
    bank = made.body("bank", "Banque fictive", row.town)
    target = text(row)
    target["parties"][bank.key] = {
        "name": bank.name, "kind": bank.kind, "role": "funder", "signatory": "", "capacity": "",
        "order": 9,
    }  # fmt: skip
    amended(row, target)
    assert again(row).parties.get(organisation=bank).signed_on == made.DAY
    del target["parties"][bank.key]
    amended(row, target)
    assert not again(row).parties.filter(organisation=bank).exists()
    assert Party.ever.get(organisation=bank).left_on == made.DAY
    del target["parties"][row.holder.key]
    with pytest.raises(LifeError, match="tient le dossier"):
        amended(row, target)


def test_a_promise_taken_out_is_lifted_and_one_that_is_kept_stays_kept(row: Agreement) -> None:
    target = text(row)
    key = next(iter(target["commitments"]))
    target["commitments"][key] |= {"quantity": "12.00", "due_on": "2026-01-31"}
    amended(row, target)
    held = Commitment.objects.get(key=key)
    assert (held.quantity, held.due_on) == (Decimal(12), dt.date(2026, 1, 31))
    del target["commitments"][key]
    amended(row, target)
    held.refresh_from_db()
    assert held.released_on == made.DAY and "avenant" in held.released_because


def test_an_envelope_is_not_lowered_under_what_was_drawn(row: Agreement) -> None:
    pocket = row.envelopes.get()
    envelopes.draw(envelope=pocket, amount=Decimal(30000), on=made.DAY, label="Tirage", by=None)
    target = text(row)
    target["envelopes"][pocket.key]["amount"] = "29999.99"
    with pytest.raises(LifeError, match="30"):
        amended(row, target)
    row.amendments.all().delete()
    target["envelopes"][pocket.key]["amount"] = "30000.00"
    amended(row, target)
    pocket.refresh_from_db()
    assert pocket.amount == Decimal(30000)


def test_an_envelope_moves_and_what_was_drawn_of_it_stays(row: Agreement) -> None:
    pocket = row.envelopes.get()
    envelopes.draw(envelope=pocket, amount=Decimal(30000), on=made.DAY, label="Tirage", by=None)
    client = Client()
    client.force_login(made.manager(row.town))
    amendments.draft(agreement=row, title="Avenant", effective_on=made.DAY, by=None)
    base = f"/{row.town.slug}/conventions/{row.key}/avenants/1/"
    url = f"{base}changer/?passage=envelopes/{pocket.key}"
    assert "sont déjà tirés" in client.get(url).content.decode()
    sent = {"year": 2026, "amount": "29 000", "axis": "", "payer": row.holder.key, "label": "Suite"}
    assert "descendre au-dessous" in client.post(url, sent).content.decode()
    assert "rien à déplacer" in client.post(url, sent | {"amount": "30000"}).content.decode()
    assert client.post(url, sent | {"amount": "45 000"}).status_code == 302
    page = client.get(base).content.decode()
    assert page.count("payeur") <= 1 and row.holder.name in page
    client.post(f"{base}conclure/", {"on": made.DAY.isoformat()})
    told = {(one.year, one.amount, one.label, one.axis_id is None) for one in row.envelopes.all()}
    assert told == {
        (2025, Decimal(30000), "Actions", False), (2026, Decimal(15000), "Suite", True)
    }  # fmt: skip
    assert diff(content_of(again(row)), text(row)) == []
    target = text(row)  # written by other ways than the form, it is refused
    target["envelopes"][pocket.key]["year"] = 2027
    with pytest.raises(LifeError, match="à part"):
        amended(row, target)


def test_an_envelope_nobody_drew_on_moves_whole_and_its_payer_is_told_once(row: Agreement) -> None:
    pocket = row.envelopes.get()
    client = Client()
    client.force_login(made.manager(row.town))
    draft = amendments.draft(agreement=row, title="Avenant", effective_on=made.DAY, by=None)
    base = f"/{row.town.slug}/conventions/{row.key}/avenants/1/"
    sent = {
        "year": 2026,
        "amount": "40000",
        "axis": "A",
        "payer": row.holder.key,
        "label": "Actions",
    }
    client.post(f"{base}changer/?passage=envelopes/{pocket.key}", sent)
    draft.refresh_from_db()
    assert {one["path"].rpartition("/")[2] for one in draft.changes} == {
        "year", "payer", "payer_name"
    }  # fmt: skip
    assert client.get(base).content.decode().count("– payeur") == 1
    path = f"envelopes/{pocket.key}/payer_name"
    client.post(f"{base}conclure/", {"do": "undo", "path": path})
    draft.refresh_from_db()
    assert [one["path"].rpartition("/")[2] for one in draft.changes] == ["year"]
    client.post(f"{base}conclure/", {"on": made.DAY.isoformat()})
    pocket.refresh_from_db()
    assert (pocket.year, pocket.axis.code, pocket.amount) == (2026, "A", Decimal(40000))


def test_a_draft_on_a_text_that_changed_is_told_and_drawn_again(row: Agreement) -> None:
    key = row.envelopes.get().key
    late = amendments.draft(agreement=row, title="Second", effective_on=made.DAY, by=None)
    for amount, draft in (("50000.00", None), ("60000.00", late)):
        target = text(row)
        target["envelopes"][key]["amount"] = amount
        if draft is not None:
            amendments.rewrite(amendment=draft, target=target, by=None)
        else:
            first = target
    amended(row, first)
    late.refresh_from_db()
    with pytest.raises(LifeError, match="reprenez-le"):
        target_of(late)
    late = amendments.renew(amendment=late, by=None)
    assert completed(late) == [
        {"path": f"envelopes/{key}/amount", "before": "50000.00", "after": "60000.00"}
    ]
    amendments.sign_amendment(amendment=late, on=made.DAY, by=None, today=made.DAY)
    assert text(row)["envelopes"][key]["amount"] == "60000.00"


def test_consolidation_refuses_what_renewal_mends() -> None:
    with pytest.raises(ConsolidationError):
        apply({"a": 2}, [{"path": "a", "before": 1, "after": 3}])
    assert renewed({"a": 2}, [{"path": "a", "before": 1, "after": 3}]) == [
        {"path": "a", "before": 2, "after": 3}
    ]
    assert renewed({"a": 2}, [{"path": "b/c", "after": 3}]) == []


def test_by_the_pages_each_kind_of_part(row: Agreement) -> None:
    client = Client()
    client.force_login(made.manager(row.town))
    amendments.draft(agreement=row, title="Avenant", effective_on=made.DAY, by=None)
    base = f"/{row.town.slug}/conventions/{row.key}/avenants/1/"
    bank = made.body("bank", "Banque fictive", row.town)
    hall = hall_of(row)
    told: dict[str, dict[str, Any]] = {
        "parties/+": {"organisation": bank.key, "role": "funder"},
        "axes/+": {"code": "B", "name": "Habitat neuf", "field": "housing", "parent": "A"},
        "axes/A": {"name": "Commerce et services", "field": "trade", "parent": ""},
        "envelopes/+": {"year": 2026, "amount": "12 500", "axis": "B", "payer": bank.key, "label": "Logements", "inside": "on"},
        "commitments/+": {"body": hall, "text": "Ouvrir une maison", "quantity": "2", "unit": "visites", "due_on": "2026-02-01"},
    }  # fmt: skip
    for passage, sent in told.items():
        url = f"{base}changer/?passage={passage.replace('+', '%2B')}"
        assert client.get(url).status_code == 200, passage
        assert client.post(url, sent).status_code == 302, passage
    page = client.get(base).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    for words in (
        "Habitat neuf",
        "12 500 €",
        "Banque fictive",
        "Ouvrir une maison",
        "sous l’axe A",
    ):
        assert words in page, words
    kept = client.get(f"{base}changer/?passage=axes/A").content.decode()
    assert "Pour le retirer" in kept and "Faire sortir" not in kept
    client.post(f"{base}changer/?passage=axes/A", {"do": "drop"})
    assert "A" in target_of(row.amendments.get())["axes"]
    assert client.post(f"{base}conclure/", {"do": "undo", "path": "axes/A/name"}).status_code == 302
    assert target_of(row.amendments.get())["axes"]["A"]["name"] == "Commerce"
    client.post(f"{base}conclure/", {"on": made.DAY.isoformat()})
    found = again(row)
    assert found.axes.get(code="B").parent.code == "A"
    pocket = found.envelopes.get(year=2026)
    assert (pocket.amount, pocket.axis.code, pocket.payer) == (Decimal(12500), "B", bank)
    assert found.commitments.filter(text="Ouvrir une maison", quantity=2).exists()
    assert diff(content_of(found), text(row)) == []


def test_a_code_that_was_withdrawn_and_a_loop_of_axes_are_refused(row: Agreement) -> None:
    client = Client()
    client.force_login(made.manager(row.town))
    Axis.objects.create(
        agreement=row, code="Z", name="Ancien", field="trade", withdrawn_on=made.DAY
    )
    amendments.draft(agreement=row, title="Avenant", effective_on=made.DAY, by=None)
    url = f"/{row.town.slug}/conventions/{row.key}/avenants/1/changer/?passage="
    sent = {"code": "Z", "name": "Neuf", "field": "trade"}
    assert "a porté ce code" in client.post(f"{url}axes/%2B", sent).content.decode()
    client.post(f"{url}axes/%2B", sent | {"code": "B", "parent": "A"})
    looped = client.post(f"{url}axes/A", {"name": "A", "field": "trade", "parent": "B"})
    assert looped.status_code == 200
    assert target_of(row.amendments.get())["axes"]["A"]["parent"] is None
