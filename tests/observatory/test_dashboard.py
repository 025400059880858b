"""The dashboard and the page behind each figure, on the two demo towns told round by round."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.observatory import reads
from beffroi.observatory.rules import registry
from beffroi.portal.demo.clairvoisne import load_clairvoisne
from beffroi.portal.demo.redon import load_redon
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

FIRST, PEAK, LAST = dt.date(2016, 5, 17), dt.date(2021, 10, 19), dt.date(2026, 5, 17)
CORRECTED = dt.date(2023, 9, 12)  # what the round of May 2023 said of one door


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Redon and Clairvoisne, loaded once for this file and taken away after it."""
    with django_db_blocker.unblock():
        kept = transaction.atomic()
        kept.__enter__()
        try:
            yield {"redon": load_redon(), "clairvoisne": load_clairvoisne()}
        finally:
            transaction.set_rollback(True)
            kept.__exit__(None, None, None)
            reads.forget()


@pytest.fixture
def clairvoisne(towns: dict[str, Town], db: None) -> Town:
    return Town.objects.get(pk=towns["clairvoisne"].pk)


def whole(town: Town) -> Any:
    return next(p for p in territory.perimeters(town) if p.kind == "commune")


def figure(client: Client, path: str) -> dict[str, Any]:
    """The figure of a page, as its JSON export gives it."""
    joint = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joint}format=json")
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


def plain(text: str) -> str:
    """With ordinary spaces and without marks, for comparing with a sentence typed by hand."""
    unmarked = re.sub(r"</?mark[^>]*>", "", text)
    return re.sub(r"[\u00a0\u202f]|&nbsp;", " ", unmarked)


def selects(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return sum(query["sql"].lstrip().startswith(("SELECT", "WITH")) for query in caught)


def test_stocks_over_time_are_those_of_each_day(clairvoisne: Town) -> None:
    centre = territory.perimeters(clairvoisne)[0]
    together = reads.stocks_over(clairvoisne, (FIRST, PEAK, LAST), perimeter=centre)
    for stock in together:
        rows = premises.counted(clairvoisne, stock.on, perimeter=centre)
        vacant = sum(row.count for row in rows if row.state in ("vacant", "works_unknown"))
        assert stock.vacant == vacant == len(stock.vacant_since)
    assert [stock.vacant for stock in together] == [16, 34, 20]
    assert [stock.total for stock in together] == [237, 240, 238]


def test_rounds_cost_no_query(clairvoisne: Town) -> None:
    days = tuple(premises.known_days(clairvoisne))
    assert len(days) == 12
    reads.forget()
    for asked in (days[:2], days):
        assert selects(lambda asked=asked: reads.stocks_over(clairvoisne, asked)) == 3
        assert selects(lambda asked=asked: reads.churn_over(clairvoisne, asked)) == 1
        assert selects(lambda asked=asked: reads.stocks_over(clairvoisne, asked)) == 0


def test_data_that_moved_are_counted_again(clairvoisne: Town) -> None:
    reads.stocks_over(clairvoisne, (LAST,))
    clairvoisne.data_version += 1
    assert selects(lambda: reads.stocks_over(clairvoisne, (LAST,))) == 3


def test_churn_lies_between_consecutive_days(clairvoisne: Town) -> None:
    days = (FIRST, PEAK, LAST)
    found = reads.churn_over(clairvoisne, days)
    assert [(one.start, one.end) for one in found] == [(FIRST, PEAK), (PEAK, LAST)]
    single = premises.moves(clairvoisne, PEAK, LAST)
    assert (found[1].openings, found[1].closures) == (single.openings, single.closures)
    years = reads.churn_over(clairvoisne, tuple(premises.known_days(clairvoisne)))
    assert sum(one.openings for one in years) == sum(one.openings for one in found)


def test_vacancy_crosses_ten_percent_and_comes_back(clairvoisne: Town) -> None:
    seen = reads.panorama(clairvoisne, LAST, perimeter=territory.perimeters(clairvoisne)[0])
    assert [(one.kind, one.on.year) for one in seen.crossings] == [
        ("raised", 2021),
        ("lifted", 2026),
    ]
    assert seen.figures["vacancy_trend"].value == "up_then_down"
    assert seen.figures["vacancy_alert"].value == "quiet"
    before = reads.panorama(
        clairvoisne, dt.date(2025, 5, 17), perimeter=territory.perimeters(clairvoisne)[0]
    )
    assert before.figures["vacancy_alert"].value == "ringing", "9.2 %: not lifted before 9 %"


def test_doors_that_moved_the_rate_explain_it(clairvoisne: Town) -> None:
    centre = territory.perimeters(clairvoisne)[0]
    seen = reads.panorama(clairvoisne, LAST, perimeter=centre)
    empty = ("vacant", "works_unknown")
    came = sum(one.after in empty for one in seen.changed)
    went = sum(one.before in empty for one in seen.changed)
    before, after = seen.rounds[-2], seen.rounds[-1]
    assert came - went == after.vacant - before.vacant == -2


def test_correction_is_unknown_before_it_was_made(clairvoisne: Town) -> None:
    """The door corrected on 12 September 2023 counts as first published until that day."""
    on = dt.date(2023, 5, 17)
    eve = timezone.make_aware(dt.datetime(2023, 9, 11, 23, 59))
    after = timezone.make_aware(dt.datetime(2023, 9, 12, 12))
    published, known, today = (
        premises.cell_list(clairvoisne, on, known_on=instant) for instant in (eve, after, None)
    )
    old = {cell.public_id: (cell.state, cell.name) for cell in published}
    new = {cell.public_id: (cell.state, cell.name) for cell in known}
    changed = [key for key in old if old[key] != new[key]]
    assert len(changed) == 1
    assert new[changed[0]] == {c.public_id: (c.state, c.name) for c in today}[changed[0]]


def test_last_years_rate_comes_again_to_the_digit(clairvoisne: Town, client: Client) -> None:
    """Asked as it was known on the eve of the next round, each street says what was published."""
    street = territory.streets(clairvoisne).get(slug="grande-rue-des-drapiers")
    path = f"/clairvoisne/indicateurs/taux-de-vacance/?date=2025-05-17&rue={street.slug}"
    eve = timezone.make_aware(dt.datetime(2026, 5, 16))
    then = reads.stocks_over(clairvoisne, (dt.date(2025, 5, 17),), street=street, known_on=eve)[0]
    told = figure(client, f"{path}&connu=2026-05-15")
    assert told["verdict"] == "value"
    assert told["value"] == registry.compute("vacancy_rate", then).value == then.vacant / then.total
    assert told["known_on"] == "2026-05-15"


def test_before_anything_was_recorded_nothing_is_said(towns: Any, db: None, client: Client) -> None:
    page = client.get("/clairvoisne/indicateurs/?connu=2015-01-01").content.decode()
    assert "ne savait encore rien" in page


def test_redon_says_its_floor_and_refuses_the_rest(towns: Any, db: None, client: Client) -> None:
    page = plain(client.get("/redon/indicateurs/").content.decode())
    assert "Au moins 9 locaux vides, dont 8" in page
    reason = "la source ne dit pas si elle a vu tous les locaux vides"
    assert page.count(reason) == 1, "one reason is told once"
    count = figure(client, "/redon/indicateurs/locaux-vacants/")
    assert (count["verdict"], count["value"]) == ("at_least", 9)
    for slug in ("taux-de-vacance", "alerte-vacance", "vacance-structurelle", "profil-de-vacance",
                 "tendance-de-la-vacance", "ouvertures", "taux-de-rotation", "survie"):  # fmt: skip
        told = figure(client, f"/redon/indicateurs/{slug}/")
        assert (told["verdict"], told["value"]) == ("cannot_tell", None), slug
        assert told["sentence"]


@pytest.mark.parametrize("town", ["redon", "clairvoisne"])
@pytest.mark.parametrize("slug", [known.slug_fr for known in registry.all_indicators()])
def test_every_figure_opens_to_its_evidence(
    towns: Any, db: None, client: Client, town: str, slug: str
) -> None:
    answer = client.get(f"/{town}/indicateurs/{slug}/")
    assert answer.status_code == 200
    known = registry.by_slug(slug)
    assert known.formula_id in answer.content.decode()


def test_every_figure_of_the_dashboard_leads_to_a_page(
    towns: Any, db: None, client: Client
) -> None:
    page = client.get("/clairvoisne/indicateurs/").content.decode()
    for known in registry.all_indicators():
        if known.code in (
            "family_share",
            "survival_n",
            "seen_recently_share",
            "agreed_hours_share",
        ):
            continue  # told by its bars; from the register only; by the street, with the rounds; with the agreed hours
        assert f"/clairvoisne/indicateurs/{known.slug_fr}/" in page, known.code
    assert "/clairvoisne/indicateurs/part-par-famille/?" in page


def test_settings_change_the_figure_and_are_printed(towns: Any, db: None, client: Client) -> None:
    path = "/clairvoisne/indicateurs/vacance-structurelle/"
    two, one = figure(client, path), figure(client, f"{path}?threshold_days=365")
    assert one["parameters"]["threshold_days"] == 365
    assert one["inputs"]["long"] > two["inputs"]["long"]
    odd = figure(client, f"{path}?threshold_days=-3&min_premises=x")
    assert odd["parameters"] == two["parameters"]


def test_csv_carries_the_evidence(towns: Any, db: None, client: Client) -> None:
    answer = client.get("/clairvoisne/indicateurs/taux-de-vacance/?format=csv")
    lines = answer.content.decode().splitlines()
    assert "figure;formula_id;vacancy_rate.v1" in lines
    assert sum(line.startswith("releve;") for line in lines) == 12


def test_pages_ask_few_queries(towns: Any, db: None, client: Client) -> None:
    reads.forget()
    path = "/clairvoisne/indicateurs/"
    assert selects(lambda: client.get(path)) <= 20
    assert selects(lambda: client.get(path)) <= 6


def test_one_town_never_counts_anothers_premises(towns: dict[str, Town], db: None) -> None:
    redon, clairvoisne = towns["redon"], towns["clairvoisne"]
    stranger = territory.perimeters(clairvoisne)[0]
    assert reads.stocks_over(redon, (LAST,), perimeter=stranger)[0].total == 0
    streets = {one.public_id for one in reads.street_stocks(redon, LAST)}
    assert streets
    assert streets <= set(territory.streets(redon).values_list("slug", flat=True))


def test_unknown_names_are_not_found(towns: Any, db: None, client: Client) -> None:
    for path in ("indicateurs/inconnu/", "indicateurs/taux-de-vacance/?rue=inconnue"):
        assert client.get(f"/clairvoisne/{path}").status_code == 404
    assert client.get("/nulle-part/indicateurs/").status_code == 404


def test_nonsense_in_the_address_counts_as_not_asked(towns: Any, db: None, client: Client) -> None:
    answer = client.get("/clairvoisne/indicateurs/?date=demain&connu=hier&perimetre=ailleurs")
    assert answer.status_code == 200


def test_fictional_town_is_not_compared_with_real_ones(
    towns: Any, db: None, client: Client
) -> None:
    assert "inventée" in client.get("/clairvoisne/comparaison/").content.decode()


@pytest.mark.system("001-14")
def test_real_town_has_peers_and_their_reasons(towns: Any, db: None, client: Client) -> None:
    page = client.get("/redon/comparaison/").content.decode()
    assert "Redon et 10 communes" in page
    assert "Action cœur de ville" in page
    group = reads.peers_of(towns["redon"])
    assert group is not None
    assert all(member.programmes == group.target.programmes for member in group.members)
    # each variable of the choice is named, each peer is there with its own value of it
    for words in ("la population", "les programmes nationaux", "le rôle dans", "la région"):
        assert words in page, words
    assert all(member.name in page for member in group.members)
    shown = page.replace("\u202f", " ").replace("\xa0", " ")
    assert f"({group.target.population:,} habitants)".replace(",", " ") in shown


def test_pages_have_english_addresses(towns: Any, db: None, client: Client) -> None:
    page = client.get("/en/clairvoisne/indicators/").content.decode()
    assert "/en/clairvoisne/indicators/vacancy-rate/" in page
    assert client.get("/en/clairvoisne/comparison/").status_code == 200
