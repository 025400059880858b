"""Every indicator is whole: page, docstring, formula, labels, addresses, a test that uses it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Churn, Coverage, Frontage, Sights, Spells, Stock
from beffroi.observatory.rules.registry import (
    UnknownIndicatorError,
    UnknownParameterError,
    all_indicators,
    by_slug,
    compute,
    compute_all,
)
from beffroi.premises.rules.hours import HoursTally
from tests.observatory.stocks import DAY, stock

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "algorithms"
TESTS = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*_rules.py")
)
WANTED = {
    "vacancy_rate", "structural_vacancy_rate", "frictional_vacancy_rate", "vacancy_pattern",
    "vacant_frontage_share", "frontage_activity", "density_1000", "family_share", "shannon",
    "simpson", "evenness", "chain_share", "clone_town", "personal_services_share", "openings",
    "closures", "net", "turnover_rate", "mutation_rate", "survival_n", "opening_rate",
    "closure_rate", "vacancy_duration_median",
}  # fmt: skip
NOTHING = {
    "stock": Stock(on=DAY),
    "churn": Churn(DAY, DAY, 0, 0, 0),
    "spells": Spells(DAY),
    "series": [],
    "streets": [],
    "frontage": Frontage(),
    "sights": Sights(DAY),
    "hours": HoursTally(),
}
each = pytest.mark.parametrize("known", all_indicators(), ids=lambda known: known.code)


def test_the_indicators_asked_for_are_there():
    assert {known.code for known in all_indicators()} >= WANTED


@each
def test_docstring_tells_formula_unit_and_source(known):
    for word in ("Formula: ", "Unit: ", "Source: "):
        assert word in known.doc, f"{known.code}: no {word!r}"
    assert f"Unit: {known.unit}" in known.doc


@each
def test_page_of_the_algorithm_tells_the_same(known):
    page = (PAGES / f"{known.code}.md").read_text(encoding="utf-8")
    assert known.formula_id in page
    for head in ("## Formula", "## Worked example", "## Traps", "## Source"):
        assert head in page, f"{known.code}: no {head!r}"
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert f"({known.code}.md)" in index


@each
def test_a_rule_test_computes_it(known):
    assert re.search(rf'"{known.code}"', TESTS), f"{known.code}: no vector, no property"


@each
def test_labels_are_complete(known):
    assert str(known.label)
    assert str(known.formula)
    assert str(known.needs)
    assert str(known.unit_label)
    assert all(map(str, known.input_labels.values()))
    assert all(map(str, known.parameter_labels.values()))
    assert known.formula_id == f"{known.code}.v1"


@each
def test_addresses_lead_back(known):
    assert re.fullmatch(r"[a-z0-9-]+", known.slug_fr)
    assert by_slug(known.slug_fr) is known
    assert by_slug(known.slug_en) is known


@each
def test_want_of_data_is_an_answer(known):
    figure = compute(known.code, NOTHING[known.takes])
    assert figure.verdict in ("value", "at_least", "cannot_tell")
    assert (figure.value is None) == (figure.verdict == "cannot_tell")
    assert figure.verdict != "cannot_tell" or str(figure.sentence)


def test_pages_and_indicators_are_as_many():
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert {known.code for known in all_indicators()} <= pages


def test_unknown_code_and_parameter_are_refused():
    with pytest.raises(UnknownIndicatorError):
        compute("vacancy", stock())
    with pytest.raises(UnknownIndicatorError):
        by_slug("vacance")
    with pytest.raises(UnknownParameterError, match="treshold"):
        compute("structural_vacancy_rate", stock(), treshold=365)


def test_every_parameter_used_goes_with_the_figure():
    figure = compute("structural_vacancy_rate", stock(), threshold_days=365)
    assert figure.parameters == {
        "threshold_days": 365,
        "min_completeness": 0.9,
        "min_premises": 10,
    }


shares = st.one_of(st.none(), st.floats(0, 1))


@given(
    st.integers(0, 300), st.integers(0, 60), shares, shares, shares,
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40)),
)  # fmt: skip
def test_any_stock_gets_an_answer_with_labelled_inputs(o, v, seen, checked, known_signs, families):
    given_stock = stock(
        o, v, coverage=Coverage(seen, checked, known_signs, 1), by_family=families,
        by_activity=families, by_network_kind={"": o}, population=1000,
    )  # fmt: skip
    labels = {known.code: known.input_labels for known in all_indicators("stock")}
    for code, figure in compute_all("stock", given_stock).items():
        assert set(figure.inputs) <= set(labels[code]), code
        assert (figure.value is None) == (figure.verdict == "cannot_tell")
        assert str(figure.sentence) or figure.verdict == "value"
        if figure.verdict == "at_least" and figure.lower is not None:
            assert figure.lower == pytest.approx(figure.value)
