"""What every test shares: its marks in the report, so that `beffroi test` counts what was not run."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marks = sorted({mark.name for mark in item.iter_markers()})
        item.user_properties.append(("marks", " ".join(marks)))
