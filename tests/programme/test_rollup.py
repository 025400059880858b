"""Roll-ups: each agreement, sheet and town once; stages and sides apart; who is left out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.period import between, since
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    AgreementPlace,
    Axis,
    Benefit,
    BudgetLine,
    Commitment,
    FinancingLine,
    Objective,
    Programme,
    ProgrammeMember,
)
from beffroi.programme.reads.dependencies import outlook
from beffroi.programme.reads.rollup import of_agreement, of_body, rolled
from beffroi.programme.rules.delays import forecast
from beffroi.programme.rules.forecasts import Span
from beffroi.programme.rules.rollup import late_alone, work_of
from beffroi.programme.rules.stages import Stage
from beffroi.programme.rules.status import Status
from beffroi.territory import writes as territory

from . import made

ON = dt.date(2026, 5, 4)
LONG = between(dt.date(2024, 1, 1), dt.date(2027, 1, 1))
DAYS = st.one_of(st.none(), st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1)))


def spent(sheet: ActionSheet, stage: str, net: str, *, inside: bool = True) -> None:
    BudgetLine.objects.create(
        sheet=sheet, year=2026, kind="operating", stage=stage, net=Decimal(net), is_inside=inside
    )


def running(place: Any, *parties: Any, **more: Any) -> Agreement:
    return made.agreement(place, *parties, state="in_force", valid=LONG, **more)


class Network:
    """A framework over two towns, a third commune named in it, and a town's agreement under it."""

    def __init__(self) -> None:
        self.near, self.far = made.town("Valpres"), made.town("Valloin")
        self.chamber = made.chamber(self.near, self.far)
        self.metropolis = made.body("epci", "Métropole fictive")
        self.frame = running(None, self.metropolis, self.chamber, title="Cadre fictif")
        AgreementPlace.objects.create(agreement=self.frame, insee_code="99099", valid=since(None))
        self.local = running(self.near, self.chamber, made.hall(self.near), parent=self.frame)
        self.shared = made.sheet(self.frame, "M1", status="in_progress", end=dt.date(2026, 1, 1))
        self.own = made.sheet(self.local, "V1", status="planned", start=dt.date(2026, 9, 1))


@given(DAYS, DAYS, DAYS, st.sampled_from(list(Status)))
def test_late_alone_is_what_the_forecast_says(
    start: dt.date | None, end: dt.date | None, steps: dt.date | None, status: Status
) -> None:
    span = Span("a", "", start, max(start, end) if start and end else end, status, steps)
    told = forecast([span], (), on=ON)
    assert late_alone(span, ON) == (work_of([span], told).late == 1)


@pytest.mark.django_db
def test_the_database_counts_as_the_rules_do_sheet_by_sheet() -> None:
    net = Network()
    days = [None, dt.date(2026, 4, 1), ON, dt.date(2026, 7, 1)]
    kinds = (Status.PLANNED, Status.IN_PROGRESS, Status.DONE, Status.BLOCKED)
    facts = product(days, days[1:], kinds, [None, dt.date(2026, 6, 1), dt.date(2026, 8, 1)])
    for n, (start, end, status, step) in enumerate(facts):
        if start is None or end is None or start <= end:
            made_sheet = made.sheet(net.local, f"T{n}", start=start, end=end, status=status)
            if step:
                made_sheet.milestones.create(title="Étape", planned_on=step)
    sheets = list(ActionSheet.objects.across_towns().filter(agreement__in=[net.frame, net.local]))
    first, *others = [sheet for sheet in sheets if sheet.code.startswith("T")]
    for sheet in others[::7]:
        sheet.dependencies.create(needs=first)
    told = outlook(sheets, ON)
    spans = [told.spans[sheet.key] for sheet in sheets]
    assert rolled(of_agreement(net.frame, ON)).done.whole == work_of(spans, told.forecasts)


@pytest.mark.django_db
@pytest.mark.system("001-01")
def test_a_child_agreement_is_counted_once_whatever_ways_lead_to_it() -> None:
    net = Network()
    by_chamber = rolled(of_body(net.chamber, ON))  # party to both, and one stands under the other
    by_metropolis = rolled(of_body(net.metropolis, ON))
    by_frame = rolled(of_agreement(net.frame, ON))
    for found in (by_chamber, by_metropolis, by_frame):
        assert sorted(one.pk for one in found.scope.agreements) == [net.frame.pk, net.local.pk]
        assert found.done.whole.sheets == 2
        assert found.done.whole.late == 1  # its last day has passed, whatever its status says
    assert [line.place.name for line in by_frame.lines] == ["99099", "Valpres"]
    assert "Valloin" in {line.place.name for line in by_chamber.lines}  # of its area, unbound
    assert by_chamber.towns_bound == 1


@pytest.mark.django_db
@pytest.mark.system("000-01")
def test_a_town_in_two_programmes_counts_once_and_stages_never_mix() -> None:
    net = Network()
    for slug in ("un", "deux"):
        programme = Programme.objects.create(slug=slug, name=f"Programme {slug}")
        ProgrammeMember.objects.create(
            programme=programme, insee_code=net.near.insee_code, name=net.near.name,
            town_ref=slug, valid=since(None), source="liste fictive",
        )  # fmt: skip
    spent(net.own, "planned", "1000")
    spent(net.own, "paid", "400")
    spent(net.own, "paid", "100", inside=False)
    spent(net.shared, "paid", "50")
    found = rolled(of_body(net.chamber, ON))
    assert found.programmes.by_name == {"Programme deux": 1, "Programme un": 1}
    assert found.programmes.in_several == 1
    assert len({line.place.code for line in found.lines}) == len(found.lines)
    assert found.money is not None
    paid, planned = found.money.whole[Stage.PAID], found.money.whole[Stage.PLANNED]
    assert (paid.inside.net, paid.outside.net) == (450, 100)
    assert planned.inside.gross == 1200
    with pytest.raises(ValueError, match="ne s’additionnent pas"):
        paid + planned
    assert found.money.by_town[net.near.pk][Stage.PAID].together.net == 500
    assert rolled(of_body(net.chamber, ON, 2025)).money.whole[Stage.PAID].together.net == 0  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.system("004-02")
def test_towns_never_served_in_24_months_are_listed() -> None:
    net = Network()
    code = net.near.insee_code
    Benefit.objects.create(sheet=net.shared, insee_code=code, on=dt.date(2026, 2, 1))
    Benefit.objects.create(sheet=net.shared, insee_code="99099", on=dt.date(2023, 2, 1))
    found = rolled(of_body(net.chamber, ON))
    assert [line.place.name for line in found.unserved] == [
        "Valloin",
        "99099",
    ]  # never, then long ago
    (served,) = [line for line in found.lines if line.place.code == code]
    assert (served.share.acts, served.share.last_on) == (1, dt.date(2026, 2, 1))
    client = Client()
    client.force_login(made.advisor(net.chamber))
    page = client.get(f"/organismes/{net.chamber.key}/synthese/").content.decode()
    assert "sans service depuis 24" in page and "jamais" in page


@pytest.mark.django_db
@pytest.mark.system("004-13")
def test_the_share_of_objectives_with_a_live_action_is_told() -> None:
    net = Network()
    axis = Axis.objects.create(agreement=net.frame, code="N", name="Numérique", field="digital")
    for n, sheets in enumerate([[net.shared, net.own], []]):
        aim = Objective.objects.create(axis=axis, code=str(n), text="Objectif fictif")
        aim.sheets.set(sheets)
    over = Objective.objects.create(axis=axis, code="9", text="Objectif clos")
    over.sheets.set([made.sheet(net.frame, "M2", status="done")])
    found = rolled(of_agreement(net.frame, ON)).aims
    assert (found.alive, found.all, found.share) == (1, 3, pytest.approx(1 / 3))


@pytest.mark.django_db
def test_promises_funders_and_files_are_told_by_body() -> None:
    net = Network()
    for done in (dt.date(2026, 1, 1), None):
        Commitment.objects.create(
            agreement=net.local, organisation=net.chamber, text="Promesse fictive",
            due_on=dt.date(2026, 2, 1), done_on=done,
        )  # fmt: skip
    for state, amount in (("asked", 300), ("paid", 200)):
        FinancingLine.objects.create(
            sheet=net.own, funder=net.metropolis, year=2026, amount=amount, state=state
        )
    FinancingLine.objects.create(sheet=net.own, kind="own", year=2026, amount=80, state="paid")
    found = rolled(of_body(net.chamber, ON))
    assert (found.promises.kept, found.promises.passed) == (1, 2)
    assert found.funders == {
        "": {"paid": 80}, "Métropole fictive": {"asked": 300, "paid": 200}
    }  # fmt: skip
    assert found.by_holder == {
        "Chambre fictive du Val": (1, 1), "Métropole fictive": (1, 0)
    }  # fmt: skip


@pytest.mark.django_db
def test_drafts_broken_off_and_restricted_ones_stay_out() -> None:
    net = Network()
    made.sheet(net.local, "V2", is_restricted=True)
    made.agreement(net.far, net.chamber, made.hall(net.far), valid=LONG)  # a draft
    ended = between(dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    made.agreement(
        net.far, net.chamber, made.hall(net.far), title="Ancienne", state="ended", valid=ended
    )
    assert rolled(of_body(net.chamber, ON)).done.whole.sheets == 3  # a party reads its own
    assert rolled(of_body(net.metropolis, ON)).done.whole.sheets == 2
    assert len(of_body(net.chamber, ON).agreements) == 2
    assert [one.title for one in of_body(net.chamber, ON, 2020).agreements] == ["Ancienne"]


@pytest.mark.django_db
@pytest.mark.system("001-15")
def test_what_a_merged_chamber_signed_is_rolled_up_by_its_heir() -> None:
    net = Network()
    heir = made.chamber(name="Chambre du Grand Val")
    territory.merge_bodies(absorbed=net.chamber, into=heir, on=dt.date(2026, 1, 1), by=None)
    found = rolled(of_body(heir, ON))
    assert len(found.scope.agreements) == 2
    assert {line.place.name for line in found.lines} == {"Valpres", "Valloin", "99099"}
    assert of_body(heir, dt.date(2025, 12, 31)).agreements == ()


@pytest.mark.django_db
def test_a_network_counts_the_agreements_of_all_its_towns() -> None:
    net = Network()
    network = made.body("network", "Réseau fictif", net.near, net.far)
    assert [one.pk for one in of_body(network, ON).agreements] == [net.local.pk]


@pytest.mark.django_db
def test_pages_and_files_for_who_may_read_and_nobody_else(
    django_assert_max_num_queries: Any,
) -> None:
    net = Network()
    today = timezone.localdate()
    Agreement.objects.across_towns().update(
        valid=between(today.replace(month=1, day=1), None), is_published=True
    )
    client, stranger = Client(), Client()
    client.force_login(made.advisor(net.chamber))
    stranger.force_login(made.stranger())
    for address in (f"/organismes/{net.chamber.key}", f"/conventions/{net.frame.key}"):
        with django_assert_max_num_queries(32):
            page = client.get(f"{address}/synthese/")
        assert page.status_code == 200 and "Ville par ville" in page.content.decode()
        file = client.get(f"{address}/synthese.csv?annee={today.year}").content.decode()
        assert "Valpres" in file and file.startswith("code INSEE;")
        assert client.get(f"{address}/synthese/?annee=abc").status_code == 200
        for path in ("synthese/", "synthese.csv"):
            assert stranger.get(f"{address}/{path}").status_code == 403
    assert client.get(f"/en/agreements/{net.frame.key}/synthesis/").status_code == 200
