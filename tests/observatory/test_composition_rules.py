import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.composition import family_shares
from beffroi.observatory.rules.figures import Coverage
from beffroi.observatory.rules.registry import compute
from tests.observatory.stocks import NOBODY_KNOWS, plain, stock, vectors

VECTOR = vectors()["diversity"]
CLONE = vectors()["clone_town"]
families = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 90), min_size=2)


def of(counts, **more):
    return stock(sum(counts.values()), 0, by_family=counts, **more)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("shannon", "shannon_ln"),
        ("evenness", "pielou_evenness"),
        ("simpson", "gini_simpson"),
        ("inverse_simpson", "inverse_simpson"),
    ],
)
def test_worked_vector(code, key):
    figure = compute(code, of(VECTOR["counts"]))
    assert figure.value == pytest.approx(VECTOR[key], abs=6e-5)


def test_unbiased_simpson_stands_beside():
    inputs = compute("simpson", of(VECTOR["counts"])).inputs
    assert inputs["unbiased"] == pytest.approx(VECTOR["gini_simpson_unbiased"], abs=5e-5)


def test_largest_family_first_and_any_family_by_name():
    seen = of(VECTOR["counts"])
    assert compute("family_share", seen).value == pytest.approx(5 / 16)
    assert compute("family_share", seen).inputs["family"] == "alimentaire"
    assert compute("family_share", seen, family="services").value == pytest.approx(3 / 16)
    assert compute("family_share", seen, family="automobile").value == 0


def test_shops_of_unknown_family_are_in_no_family():
    seen = of(VECTOR["counts"] | {"": 40})
    assert compute("shannon", seen).value == pytest.approx(VECTOR["shannon_ln"], abs=6e-5)
    assert compute("family_share", seen).inputs["family"] == "alimentaire"
    assert compute("family_share", seen).inputs["active"] == 16


def test_incomplete_stock_gives_a_value_and_says_on_how_many():
    figure = compute("shannon", of(VECTOR["counts"], coverage=NOBODY_KNOWS))
    assert figure.verdict == "value"
    assert plain(figure.sentence).startswith("Calculé sur 16 locaux connus de la source")
    partly = compute("shannon", of(VECTOR["counts"], coverage=Coverage(stock=0.8)))
    assert plain(partly.sentence) == "Calculé sur 16 locaux, soit 80 % du périmètre."


@pytest.mark.parametrize("code", ["shannon", "evenness", "simpson", "family_share"])
def test_seven_shops_say_nothing_of_diversity(code):
    figure = compute(code, of({"a": 4, "b": 3}))
    assert figure.verdict == "cannot_tell"
    assert plain(figure.sentence) == "On ne peut pas conclure : 7 locaux seulement."


def test_one_family_has_no_evenness():
    assert compute("evenness", of({"a": 30})).verdict == "cannot_tell"


@given(families.filter(lambda f: sum(f.values()) >= 10))
def test_diversity_stays_in_its_bounds(counts):
    seen = of(counts)
    classes = sum(1 for n in counts.values() if n)
    assert compute("shannon", seen).value <= math.log(classes) + 1e-9
    assert 0 <= compute("simpson", seen).value < 1
    assert 1 <= compute("inverse_simpson", seen).value + 1e-9 <= classes + 2e-9
    assert sum(family_shares(seen).values()) == pytest.approx(1)


@given(families.filter(lambda f: sum(f.values()) >= 10), st.integers(2, 7))
def test_diversity_does_not_depend_on_the_scale(counts, k):
    grown = {name: k * n for name, n in counts.items()}
    for code in ("shannon", "simpson", "inverse_simpson", "family_share"):
        once, often = compute(code, of(counts)).value, compute(code, of(grown)).value
        assert once == pytest.approx(often, abs=1e-9)


def signs(independents, chains, types, **more):
    each = dict.fromkeys((f"t{i}" for i in range(types - 1)), 1)
    activities = each | {"last": independents + chains - types + 1}
    kinds = {"": independents, "integrated": chains}
    return stock(independents + chains, 0, by_activity=activities, by_network_kind=kinds, **more)


def test_clone_town_of_the_worked_vector():
    seen = signs(CLONE["independents"], CLONE["chains"], CLONE["types"])
    figure = compute("clone_town", seen)
    assert figure.value == pytest.approx(CLONE["score"])
    assert figure.band == "border"


def test_clone_town_does_not_fall_because_the_street_is_longer():
    seen = stock(
        100, 0,
        by_activity={f"t{i}": 2 for i in range(50)},
        by_network_kind={"": 40, "franchise": 60},
    )  # fmt: skip
    figure = compute("clone_town", seen)
    naive = (5 * 50 + 50 * 40 + 5 * 60) / 100
    assert figure.inputs["types"] < 50
    assert figure.value > naive


def test_clone_town_needs_about_fifty_shops():
    assert compute("clone_town", signs(20, 10, 12)).verdict == "cannot_tell"


def test_clone_town_needs_to_know_the_activities():
    seen = stock(60, 0, by_activity={"": 55, "boulangerie": 5}, by_network_kind={"": 60})
    figure = compute("clone_town", seen)
    assert "les activités ne sont pas connues" in str(figure.sentence)


def test_share_of_signs_is_a_floor_when_nobody_checked_the_signs():
    kinds = {"": 60, "integrated": 10, "franchise": 20, "coop": 10}
    known = compute("chain_share", stock(100, 0, by_network_kind=kinds))
    assert (known.verdict, known.value) == ("value", 0.4)
    assert known.inputs["by_kind"] == {"integrated": 10, "franchise": 20, "coop": 10}
    guessed = compute("chain_share", stock(100, 0, by_network_kind=kinds, coverage=NOBODY_KNOWS))
    assert (guessed.verdict, guessed.lower, guessed.upper) == ("at_least", 0.4, 1.0)


def test_personal_services():
    seen = of({"hygiene_sante_beaute": 8, "services": 12}, personal_service=5)
    assert compute("personal_services_share", seen).value == 0.25


def test_density_of_the_worked_vector():
    worked = vectors()["density"]
    seen = stock(worked["shops"], 4, population=worked["population"])
    assert compute("density_1000", seen).value == pytest.approx(worked["per_1000"])
    partial = stock(16, 4, population=1250, coverage=NOBODY_KNOWS)
    assert compute("density_1000", partial).verdict == "at_least"
    assert compute("density_1000", stock()).verdict == "cannot_tell"
