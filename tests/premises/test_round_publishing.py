"""From the plan to the publication, and the correction that leaves last year's figure as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from beffroi.accounts.models import Message
from beffroi.kernel.models import AuditEntry
from beffroi.observatory import reads as observatory
from beffroi.premises import reads as premises
from beffroi.premises import writes as cells
from beffroi.premises.models import Coverage, Lineage, Observation, Premises, PremisesState
from beffroi.premises.reads import rounds as reads
from beffroi.premises.rules.rounds.life import RoundRefused
from beffroi.premises.rules.rounds.tally import rate
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory
from tests.premises import factories as make
from tests.premises import made_rounds as made

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def town():
    return make.street_with_a_doubt()


@pytest.fixture
def ada(town):
    return make.advisor_of(town)


@pytest.fixture
def walked(town, ada):
    return made.planned(town, ada)


def door(town: Any, ref: str = "node/1") -> Premises:
    found: Premises = Premises.objects.of(town).get(refs__value=ref)
    return found


def tell(walked: Any, by: Any, *notes: dict[str, Any], device: str = "a") -> None:
    got = writes.receive_notes(
        round=walked, by=by, device=device, sent_at=NOON, notes=notes, now=NOON
    )
    assert got.refused == []


def step(walked: Any, way: str, by: Any) -> None:
    writes.move(round=walked, way=way, by=by, facts=reads.facts_of(walked))


def publish(walked: Any, by: Any, *, after: int = 0) -> Any:
    for way in ("close", "validate"):
        step(walked, way, by)
    walked.refresh_from_db()
    return writes.publish(round=walked, by=by, now=timezone.now() + dt.timedelta(seconds=after))


def state_of(town: Any, cell: Premises, on: dt.date = made.DAY) -> str:
    return str(PremisesState.objects.of(town).as_of(on).get(premises=cell).kind)


def test_plan_holds_the_doors_of_the_perimeter_in_an_order(town, ada):
    centre = territory.perimeter(town)
    planned = writes.plan_round(
        town=town, perimeter=centre, name="Mars", planned_from=made.DAY, planned_to=made.DAY,
        people=[ada], by=ada,
    )  # fmt: skip
    assert [one.rank for one in planned.stops.all()] == [1, 2, 3]
    assert len(planned.walk) == 1
    assert AuditEntry.objects.filter(verb="premises.round_planned").exists()


def test_nothing_a_device_sends_changes_a_figure_before_publication(town, ada, walked):
    before = premises.counted(town, made.DAY)
    tell(walked, ada, made.note(door(town).public_id, "changed", said={"state": "vacant"}))
    assert premises.counted(town, made.DAY) == before
    done = publish(walked, ada)
    assert premises.counted(town, made.DAY) != before
    assert done.published_counts["vacant"] == 2
    assert done.completeness is not None
    assert float(done.completeness) == pytest.approx(0.333)


def test_door_without_a_note_is_not_closed_but_not_seen(town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    publish(walked, ada)
    assert Observation.objects.of(town).filter(round=walked, state="not_seen").count() == 2
    assert state_of(town, door(town, "node/2")) == "vacant"
    assert Coverage.objects.of(town).known().get(source__rounds=walked).vacancy is not None


def test_unchanged_keeps_its_start_and_the_day_it_was_seen_again(town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    publish(walked, ada)
    state = PremisesState.objects.of(town).as_of(made.DAY).get(premises=door(town))
    assert state.valid.lower is None
    assert state.first_seen_on == make.D19
    occupied = Observation.objects.of(town).filter(premises=door(town)).latest("seen_on")
    assert (occupied.seen_on, occupied.occupant["name"]) == (made.DAY, "Au Levain")


def test_two_notes_that_differ_hold_the_validation_until_one_is_chosen(town, ada, walked):
    nil, one = made.surveyor_of(town), door(town)
    tell(walked, ada, made.note(one.public_id, "changed", said={"state": "vacant"}))
    tell(walked, nil, made.note(one.public_id), device="b")
    step(walked, "close", ada)
    with pytest.raises(RoundRefused, match="contredisent"):
        step(walked, "validate", ada)
    note = walked.notes.get(kind="unchanged")
    writes.judge(round=walked, note=note, keep_as_it_was=False, reason="J’y étais", by=ada)
    step(walked, "validate", ada)
    walked.refresh_from_db()
    writes.publish(round=walked, by=ada)
    assert state_of(town, one) == "occupied"


def test_door_left_as_it_was_tells_nothing(town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id, "changed", said={"state": "vacant"}))
    writes.judge(round=walked, note=walked.notes.get(), keep_as_it_was=True, reason="", by=ada)
    publish(walked, ada)
    assert state_of(town, door(town)) == "occupied"


def test_new_cell_merge_split_and_gone_are_told_with_their_kin(town, ada, walked):
    one, two, three = (door(town, f"node/{n}") for n in (1, 2, 3))
    new = {"lon": 0.0024, "lat": 46.0001, "street": "rue-du-four", "number": "9"}
    tell(
        walked,
        ada,
        made.note(one.public_id, "merged", seq=1, said={"absorbed": [two.public_id]}),
        made.note(None, "new", seq=2, new={**new, "ref": str(uuid4())}, said={"state": "occupied", "name": "Neuf"}),
        made.note(three.public_id, "split", seq=3, new={**new, "lon": 0.0022, "ref": str(uuid4())}, said={"state": "vacant"}),
        made.note(three.public_id, "unchanged", seq=4),
        made.note(two.public_id, "unchanged", seq=5),  # walked past before it was seen to be one
    )  # fmt: skip
    publish(walked, ada)
    assert state_of(town, two) == "demolished_merged"
    assert Lineage.objects.of(town).get(kind="merge").parent == two
    split = Lineage.objects.of(town).get(kind="split")
    assert split.parent == three
    assert state_of(town, split.child) == "vacant"
    made_new = Premises.objects.of(town).filter(refs__scheme="round")
    assert made_new.count() == 2
    assert all(cell.street and cell.along_m is not None for cell in made_new)
    assert made_new.filter(within__perimeter=walked.perimeter).count() == 2
    assert state_of(town, three) == "occupied"


def test_seasonal_closing_and_works_take_their_states(town, ada, walked):
    one, two, three = (door(town, f"node/{n}").public_id for n in (1, 2, 3))
    winter = {"from": "11-01", "to": "03-31"}
    tell(
        walked, ada,
        made.note(one, "changed", seq=1, said={"state": "seasonal_closed", "seasonal": winter}),
        made.note(two, "changed", seq=2, said={"state": "works_unknown", "taker": "yes"}),
        made.note(three, "changed", seq=3, said={"state": "works_with_taker", "taker": "unknown"}),
    )  # fmt: skip
    publish(walked, ada)
    assert state_of(town, door(town)) == "seasonal_closed"
    assert state_of(town, door(town, "node/2")) == "works_with_taker"
    assert state_of(town, door(town, "node/3")) == "works_unknown"
    assert (
        Observation.objects.of(town).get(premises=door(town), round=walked).comment
        == "11-01 → 03-31"
    )


def test_team_and_walkers_are_told_and_the_journal_says_who(town, ada, walked):
    lea = make.advisor_of(town, "Lea")
    tell(walked, ada, made.note(door(town).public_id))
    publish(walked, ada)
    assert [one.person for one in Message.objects.filter(subject="rounds")] == [lea]
    entry = AuditEntry.objects.get(verb="premises.round_published")
    assert entry.actor_key == ada.key
    assert entry.data["version"] == 1


@pytest.mark.system("000-10")
def test_same_street_recomputed_for_last_year_gives_last_years_published_figure(town, ada, walked):
    """Row 000-10: to the digit, whatever was corrected, moved to another street, or withdrawn since."""
    refs = [door(town, f"node/{n}") for n in (1, 2, 3)]
    tell(
        walked, ada, *(made.note(one.public_id, seq=n) for n, one in enumerate(refs[:2])),
        made.note(refs[2].public_id, "changed", seq=9, said={"state": "vacant"}),
    )  # fmt: skip
    first = publish(walked, ada)
    told, street = first.published_counts, first.published_counts["streets"][0]
    figure = observatory.stock_of(
        town, made.DAY, perimeter=walked.perimeter, known_on=first.published_at
    )
    assert (told["total"], told["vacant"]) == (3, 2)

    second = writes.correct(round=walked, by=ada)
    tell(
        second,
        ada,
        made.note(refs[2].public_id, "changed", said={"state": "occupied", "name": "Rouvert"}),
    )
    fixed = publish(second, ada, after=2)
    cells.correct_street(
        premises=refs[1], street=territory.street_or_404(town, "rue-de-lorme"), by=ada
    )
    cells.withdraw_source(source=first.source, by=ada, reason="essai")

    walked.refresh_from_db()
    assert walked.state == "superseded"
    assert (fixed.version, fixed.source, fixed.published_counts["vacant"]) == (2, first.source, 1)
    assert reads.recounted(walked) == told
    assert rate(reads.recounted(walked)["streets"][0]) == rate(street)
    assert reads.recounted(fixed) == fixed.published_counts
    assert walked.published_counts == told
    again = observatory.stock_of(
        town, made.DAY, perimeter=walked.perimeter, known_on=first.published_at
    )
    assert (again.total, again.vacant) == (figure.total, figure.vacant) == (3, 2)
    cells.restore_source(source=first.source, by=ada)
    again = observatory.stock_of(
        town, made.DAY, perimeter=walked.perimeter, known_on=first.published_at
    )
    assert again == figure, "coverage too: what was published reads the share it was published with"


def test_correction_says_what_the_round_should_have_said_of_that_day(town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id, "changed", said={"state": "vacant"}))
    publish(walked, ada)
    second = writes.correct(round=walked, by=ada)
    with pytest.raises(RoundRefused, match="déjà ouverte"):
        writes.correct(round=walked, by=ada)
    tell(
        second,
        ada,
        made.note(door(town).public_id, "changed", said={"state": "occupied", "name": "Au Levain"}),
    )
    fixed = publish(second, ada, after=2)
    assert state_of(town, door(town)) == "occupied"
    assert (
        Observation.objects.of(town).filter(premises=door(town), source=fixed.source).count() == 1
    )
    walked.refresh_from_db()
    assert fixed.completeness == walked.completeness


def test_published_round_takes_no_note_no_verdict_and_no_other_plan(town, ada, walked):
    tell(walked, ada, made.note(door(town).public_id))
    publish(walked, ada)
    with pytest.raises(RoundRefused):
        tell(walked, ada, made.note(door(town).public_id))
    with pytest.raises(RoundRefused):
        writes.judge(round=walked, note=walked.notes.get(), keep_as_it_was=True, reason="", by=ada)
    with pytest.raises(RoundRefused):
        writes.reorder(round=walked, chosen=[], by=ada)
    with pytest.raises(RoundRefused):
        writes.publish(round=walked, by=ada)


def test_round_of_one_street_leaves_the_town_as_well_known_as_it_was(town, ada):
    whole = make.source(town, make.D23, kind="survey", complete="0.95")
    doors = [make.seen(f"more/{n}", lon=0.004 + n / 1e5) for n in range(40)]
    make.observe(town, make.D23, *doors, partial=True, source=whole)
    small = made.planned(town, ada)
    small.stops.filter(premises__refs__value__startswith="more").delete()
    tell(small, ada, *(made.note(door(town, f"node/{n}").public_id, seq=n) for n in (1, 2, 3)))
    publish(small, ada)
    told = premises.coverage_on(town, made.DAY)
    assert told is not None
    assert told.vacancy == pytest.approx(0.95)
    assert "ailleurs" in told.note
