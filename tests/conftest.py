"""What every test shares: marks in the report, and what cannot run here is skipped, not failed."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from beffroi.cli.testing import missing_for_journeys
from beffroi.territory.reads import faces
from tests.chromium import browser, chromium
from tests.kept_tables import django_db_setup

# A busy machine is no fault of a rule: how fast things are is said by the bench.
QUIET: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis.register_profile("searching", **QUIET)
hypothesis.register_profile("same each time", **QUIET, derandomize=True)

__all__ = ["browser", "chromium", "django_db_setup"]


def pytest_configure(config: pytest.Config) -> None:
    """The suite draws the same examples each time: what passed here passes there. Whoever runs a
    file alone, and `--long`, search with new ones."""
    suite = "not long" in config.option.markexpr
    hypothesis.load_profile("same each time" if suite else "searching")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = missing_for_journeys()
    for item in items:
        marks = sorted({mark.name for mark in item.iter_markers()})
        # `beffroi test` counts what was not run by this property
        item.user_properties.append(("marks", " ".join(marks)))
        if "journey" in marks and missing:
            item.add_marker(pytest.mark.skip(reason=f"not installed: {' '.join(missing)}"))
        if "shared" in marks and not os.environ.get("BEFFROI_SHARED"):
            item.add_marker(pytest.mark.skip(reason="BEFFROI_SHARED is not set"))


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Every test begins in French: a client that asked for an English page stays in English."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def domains_known() -> None:
    """No test meets the half minute at which a process reads declared domains again: one query more."""
    faces._known[:] = [(float("inf"), {})]
