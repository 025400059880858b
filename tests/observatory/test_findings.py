import datetime as dt

import pytest

from beffroi.observatory.rules.figures import Churn, Spell, Spells, StreetStock
from beffroi.observatory.rules.findings import Where, finding, findings, hotspot
from beffroi.observatory.rules.places import in_street
from beffroi.observatory.rules.registry import compute, compute_all
from tests.observatory.stocks import NOBODY_KNOWS, plain, stock

LONG, SHORT = dt.date(2022, 1, 1), dt.date(2025, 6, 1)
GRANDE_RUE = Where("Grande Rue", 8)


def title(seen, *, where=None, subject="town", **parameters):
    return plain(finding(compute_all("stock", seen, **parameters), subject=subject, where=where))


def test_town_with_a_complete_round():
    seen = stock(153, 11, since=(LONG,) * 4 + (SHORT,) * 7)
    assert title(seen) == "11 locaux vacants sur 164, dont 4 depuis plus de deux ans"
    assert title(seen, threshold_days=365) == (
        "11 locaux vacants sur 164, dont 4 depuis plus d’un an"
    )
    assert title(seen, threshold_days=1000).endswith("dont 4 depuis plus de 1 000 jours")


def test_some_starts_unknown_make_the_long_ones_a_floor():
    seen = stock(153, 11, since=(LONG,) * 4 + (None,) * 7)
    assert title(seen) == "11 locaux vacants sur 164, dont au moins 4 depuis plus de deux ans"


def test_source_of_unknown_completeness():
    seen = stock(196, 9, coverage=NOBODY_KNOWS)
    assert title(seen) == "Au moins 9 locaux vides"
    assert title(seen, where=GRANDE_RUE) == ("Au moins 9 locaux vides, dont 8 dans la Grande Rue")


def test_street_with_a_minority_of_the_vacancy_is_not_named():
    seen = stock(196, 9, coverage=NOBODY_KNOWS)
    assert title(seen, where=Where("Grande Rue", 3)) == "Au moins 9 locaux vides"


def test_hotspot_is_the_street_with_most_vacant_premises():
    streets = [
        StreetStock("Grande Rue", stock(30, 8, coverage=NOBODY_KNOWS)),
        StreetStock("Rue du Port", stock(80, 1, coverage=NOBODY_KNOWS)),
    ]
    assert hotspot(streets) == GRANDE_RUE
    assert hotspot([StreetStock("Rue Haute", stock(9, 0))]) == Where()
    assert hotspot([]) == Where()


@pytest.mark.parametrize(
    ("occupied", "vacant", "more", "words"),
    [
        (40, 0, {"coverage": NOBODY_KNOWS}, "Aucun local vide repéré, sans relevé complet pour l’affirmer"),
        (40, 0, {}, "Aucun local vacant sur 40"),
        (1, 0, {}, "Le seul local commercial est occupé"),
        (12, 1, {}, "1 local vacant sur 13"),
        (400, 50, {}, "50 locaux vacants sur 450 : au-dessus du seuil d’alerte de 10 %"),
        (2400, 100, {}, "100 locaux vacants sur 2 500"),
    ],
)  # fmt: skip
def test_numbers_and_plurals(occupied, vacant, more, words):
    assert title(stock(occupied, vacant, **more)) == words


def test_alert_not_yet_lifted_is_said():
    seen = stock(406, 44)
    assert title(seen, ringing=True) == (
        "44 locaux vacants sur 450 : l’alerte des 10 % n’est pas encore levée"
    )


def test_street_where_nothing_is_vacant_speaks_of_its_shops():
    seen = stock(41, 0, by_family={"cafes_hotels_restaurants": 15, "services": 26 - 12, "x": 12})
    where = Where(families={"cafes_hotels_restaurants": "cafés, hôtels, restaurants"})
    found = title(seen, subject="street", where=where)
    assert found == "41 commerces, dont 15 en « cafés, hôtels, restaurants »"


def test_register_alone_speaks_of_openings():
    def told(openings, closures, **more):
        year = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))
        return plain(finding(compute_all("churn", Churn(*year, 120, openings, closures, **more))))

    assert told(14, 9) == "14 ouvertures pour 9 fermetures : solde de +5"
    assert told(1, 9, provisional=True) == (
        "Au moins 1 ouverture pour 9 fermetures : solde de −8, provisoire"
    )


def test_diagnosis_ranks_what_it_found():
    past = [stock(200 - n, n, on=dt.date(2020 + i, 1, 1)) for i, n in enumerate((8, 12, 15, 18))]
    streets = [
        StreetStock("Rue du Port", stock(20, 12), "other"),
        StreetStock("Rue Haute", stock(80, 2), "main"),
        StreetStock("Place du Puits", stock(82, 4), "other"),
    ]
    figures = compute_all("stock", stock(182, 18, since=(LONG,) * 3 + (SHORT,) * 15))
    figures |= compute_all("series", past) | compute_all("streets", streets)
    found = findings(figures, subject="diagnosis")
    assert [f.topic for f in found] == ["trend", "vacancy", "pattern"]
    assert plain(found[0].sentence) == "La vacance monte : de 4 % en 2020 à 9 % en 2023"
    assert plain(found[2].sentence) == "La vacance se concentre dans la rue du Port"


def test_nothing_known_is_said():
    assert title(stock(0, 0, coverage=NOBODY_KNOWS)) == "Rien n’est encore connu ici"
    assert plain(finding({})) == "Rien n’est encore connu ici"


def test_survival_title():
    on = dt.date(2026, 1, 1)
    lives = [Spell(dt.date(2016, 1, 1))] * 30 + [
        Spell(dt.date(2016, 1, 1), dt.date(2018, 1, 1))
    ] * 20
    figure = compute("survival_n", Spells(on, tuple(lives)))
    assert plain(finding({"survival_n": figure})) == (
        "60 % des établissements sont encore là 5 ans après leur création"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Grande Rue", "dans la Grande Rue"),
        ("Rue Victor-Hugo", "dans la rue Victor-Hugo"),
        ("Quai Jean-Bart", "sur le quai Jean-Bart"),
        ("Place de Bretagne", "sur la place de Bretagne"),
        ("Avenue Gambetta", "dans l’avenue Gambetta"),
        ("Grand’Rue", "dans la Grand’Rue"),
        ("Les Halles", "à l’adresse « Les Halles »"),
    ],
)
def test_french_article_of_a_street(name, words):
    assert plain(in_street(name)) == words
