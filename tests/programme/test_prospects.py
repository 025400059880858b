"""Towns to go and see, with their reasons; an agreement filled in from the diagnosis."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from beffroi.kernel.period import between, since
from beffroi.observatory import writes as observatory
from beffroi.observatory.rules import registry
from beffroi.programme.models import Agreement, Programme, ProgrammeMember
from beffroi.programme.reads.content import content_of
from beffroi.programme.reads.prospects import prospects_of
from beffroi.programme.rules.fields import FIELDS
from beffroi.programme.rules.life import State
from beffroi.programme.rules.proposals import PROPOSALS, axes_for
from beffroi.programme.rules.prospects import STRATA, Signals, reasons, stratum
from beffroi.territory import reads as territory
from tests.observatory import towns

from . import made

ON = dt.date(2025, 6, 1)


def test_each_signal_gives_its_reason_and_nothing_gives_none() -> None:
    assert reasons(Signals(population=3000), ON) == []
    told = Signals(
        population=21_000, vacancy=0.124, programmes=("Programme fictif",),
        ended_on=dt.date(2025, 3, 31), diagnosed_on=dt.date(2025, 5, 1),
    )  # fmt: skip
    found = reasons(told, ON)
    assert [one.key for one in found] == ["vacancy", "ended", "programme", "stratum", "diagnosis"]
    assert "12,4 %" in found[0].text
    assert "3 mois" in found[1].text
    assert [one.key for one in reasons(Signals(vacancy=0.0999, vacant=9), ON)] == []
    assert [one.key for one in reasons(Signals(vacancy=0.10), ON)] == ["vacancy"]
    assert "9 locaux" in reasons(Signals(vacant=9), ON)[0].text


def test_strata_cover_every_population_once() -> None:
    bounds = [low for _key, low, _high, _name in STRATA] + [STRATA[-1][2]]
    assert bounds == sorted(bounds)
    assert [high for _k, _l, high, _n in STRATA] == bounds[1:]
    assert (stratum(10_000)[0], stratum(9_999)[0], stratum(100_000)[0]) == (
        "medium",
        "small",
        "city",
    )
    assert stratum(None) == ("", "")


def test_every_proposal_has_a_field_and_an_indicator_that_exist() -> None:
    for one in PROPOSALS:
        assert one.field in FIELDS
        assert registry.get(one.indicator)
    drafted = axes_for(PROPOSALS)
    assert [one.code for one in drafted] == ["A", "B", "C", "D"]
    assert len({one.field for one in drafted}) == len(drafted)


@pytest.mark.django_db
@pytest.mark.system("001-03")
def test_a_town_without_agreement_is_proposed_and_its_draft_is_filled_from_the_diagnosis() -> None:
    place = towns.town()
    towns.surveyed(place, vacant=9, total=45)
    centre = territory.perimeter(place)
    assert centre is not None
    observatory.publish_diagnosis(town=place, perimeter=centre, on=towns.SECOND, by=None)
    chamber, hall = made.chamber(place), made.hall(place)
    programme = Programme.objects.create(slug="essai", name="Programme fictif")
    ProgrammeMember.objects.create(
        programme=programme, insee_code=place.insee_code, name=place.name, town_ref="1",
        source="essai", valid=since(dt.date(2020, 1, 1)),
    )  # fmt: skip
    (prospect,) = prospects_of(chamber, ON)
    assert prospect.town == place
    assert {one.key for one in prospect.reasons} == {"vacancy", "programme", "diagnosis"}
    client = Client()
    client.force_login(made.advisor(chamber))
    listed = client.get(f"/organismes/{chamber.key}/prospects/")
    assert "20,0\u202f%" in listed.content.decode()
    page = client.get(f"/{place.slug}/conventions/depuis-le-diagnostic/")
    initial = page.context["form"].initial
    assert (initial["holder"], initial["parties"]) == (chamber.key, [hall.key])
    sent = {**initial, "first": initial["first"].isoformat(), "last": initial["last"].isoformat()}
    answer = client.post(f"/{place.slug}/conventions/depuis-le-diagnostic/", sent)
    row = Agreement.objects.of(place).get()
    assert answer["Location"] == f"/{place.slug}/conventions/{row.key}/"
    content = content_of(row)
    assert len(content["parties"]) == 2
    assert len(content["articles"]) >= 12
    assert "Saint-Vire" in content["articles"]["objet"]["body"]
    sheets = list(row.sheets.across_towns().select_related("axis"))
    assert sheets
    for sheet in sheets:
        assert sheet.axis.agreement == row
        assert sheet.evidence.filter(kind="figure").exists()
        assert sheet.evidence.filter(kind="diagnosis", ref="1").exists()
        assert sheet.need
    vacancy = next(
        one for one in sheets if one.title == "Remettre sur le marché les locaux vacants"
    )
    assert "9 locaux vacants sur 45" in vacancy.need
    assert float(vacancy.indicators.get().baseline) == pytest.approx(0.2)
    (again,) = prospects_of(chamber, ON)
    assert again.draft == row
    Agreement.objects.across_towns().filter(pk=row.pk).update(
        state=State.IN_FORCE, valid=between(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    )
    assert prospects_of(chamber, ON) == []
    assert "ended" in {one.key for one in prospects_of(chamber, dt.date(2026, 2, 1))[0].reasons}
    stranger = Client()
    stranger.force_login(made.manager(made.town("Ailleurs")))
    assert stranger.get(f"/organismes/{chamber.key}/prospects/").status_code == 403
