"""The life of an agreement: its table, its drawing, what each step needs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from beffroi.kernel.models import AuditEntry
from beffroi.programme import reads
from beffroi.programme.rules.life import TRANSITIONS, State
from beffroi.programme.rules.life_drawing import drawing, table
from beffroi.programme.rules.standing import (
    NEED_NAMES,
    NEEDS,
    Facts,
    LifeError,
    can,
    check,
    missing,
    step,
    ways,
)
from beffroi.programme.writes import agreements as writes
from beffroi.programme.writes import parties, texts

from . import made

DOC = Path(__file__).parents[2] / "docs" / "algorithms" / "agreement-life.md"
ON = dt.date(2025, 3, 10)
FIT = Facts(
    state="draft",
    on=ON,
    first=dt.date(2025, 1, 1),
    last=dt.date(2025, 12, 31),
    signatories=2,
    renewal_signed=True,
    reason="d’un commun accord",
)
SPOILT = {
    "two_signatories": {"signatories": 1},
    "dates": {"last": None},
    "deliberations": {"undeliberated": ("Ville de Val",)},
    "signatures": {"unsigned": ("Ville de Val",)},
    "started": {"first": ON + dt.timedelta(days=1)},
    "not_past": {"last": ON - dt.timedelta(days=1)},
    "past": {"last": ON},
    "renewal_signed": {"renewal_signed": False},
    "reason": {"reason": " "},
}


def test_the_drawing_is_the_table() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert drawing() in text
    assert table() in text
    assert len(TRANSITIONS) == 10


def test_every_state_is_reached_and_every_need_is_checked() -> None:
    reached = {way.end for way in TRANSITIONS} | {State.DRAFT}
    assert reached == set(State)
    asked = {need for way in TRANSITIONS for need in way.needs}
    assert asked == set(NEEDS) == set(NEED_NAMES) == set(SPOILT)


@pytest.mark.parametrize("way", TRANSITIONS, ids=lambda way: way.name)
def test_each_step_is_refused_for_each_of_its_needs_and_no_other(way: object) -> None:
    for start in way.start:  # type: ignore[attr-defined]
        past = "past" in way.needs  # type: ignore[attr-defined]
        fit = dataclasses.replace(
            FIT, state=start, last=ON - dt.timedelta(days=1) if past else FIT.last
        )
        assert missing(way, fit) == []  # type: ignore[arg-type]
        check(way, fit)  # type: ignore[arg-type]
        for need in way.needs:  # type: ignore[attr-defined]
            spoilt = dataclasses.replace(fit, **SPOILT[need])
            assert not can(way, spoilt)  # type: ignore[arg-type]
            with pytest.raises(LifeError) as refused:
                check(way, spoilt)  # type: ignore[arg-type]
            assert refused.value.sentence.endswith(".")


def test_no_step_leaves_what_is_over_and_none_jumps() -> None:
    assert ways("ended") == ways("terminated") == ways("renewed") == []
    with pytest.raises(LifeError):
        check(step("sign"), FIT)
    with pytest.raises(LifeError):
        step("fly")


@pytest.mark.django_db
def test_from_draft_to_force_with_each_refusal_on_the_way() -> None:
    place = made.town()
    hall, chamber = made.hall(place), made.chamber(place)
    row = made.agreement(place, chamber, hall)

    def take(name: str, on: dt.date = ON, **more: str) -> None:
        writes.take_step(agreement=row, name=name, on=on, by=None, **more)
        row.refresh_from_db()

    texts.begin_with_model(agreement=row, by=None)
    take("negotiate")
    with pytest.raises(LifeError, match="délibéré"):
        take("deliberate")
    for party in row.parties.all():
        with pytest.raises(LifeError):
            parties.sign(party=party, on=ON, by=None)
        parties.deliberate(party=party, by=None, number="2025-12", adopted_on=ON)
    take("deliberate")
    with pytest.raises(LifeError, match="signé"):
        take("sign")
    for n, party in enumerate(row.parties.all()):
        parties.sign(party=party, on=ON + dt.timedelta(days=n), by=None)
    take("sign", ON + dt.timedelta(days=2))
    assert row.signed_on == ON + dt.timedelta(days=1)
    assert row.signed_content["articles"]["objet"]["title"] == "Objet"
    with pytest.raises(LifeError, match="avenant"):
        texts.add_article(agreement=row, title="Tardif", body="", by=None)
    take("begin")
    take("review")
    with pytest.raises(LifeError, match="court encore"):
        take("end")
    take("terminate", reason="retrait d’une partie")
    assert row.valid.upper == ON + dt.timedelta(days=1)
    told = AuditEntry.objects.filter(verb="programme.agreement_stepped").order_by("pk")
    assert [one.data["step"] for one in told] == [
        "negotiate", "deliberate", "sign", "begin", "review", "terminate",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_ort_is_not_negotiated_without_its_principal_town() -> None:
    place = made.town()
    epci, chamber = made.body("epci", "Agglo fictive", place), made.chamber(place)
    row = made.agreement(place, epci, chamber, kind="operational")
    with pytest.raises(LifeError, match="ville principale"):
        writes.take_step(agreement=row, name="negotiate", on=ON, by=None)
    parties.join(agreement=row, organisation=made.hall(place), by=None)
    writes.take_step(agreement=row, name="negotiate", on=ON, by=None)
    assert reads.agreement_or_404(place, row.key).state == "negotiated"
