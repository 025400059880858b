"""Schemathesis drives the API from its own document, over WSGI, and finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from beffroi.accounts import api_keys
from beffroi.portal.api.app import document
from beffroi.portal.imports import import_file
from beffroi.territory import writes

from .osm_files import write_shops

pytestmark = pytest.mark.django_db
FEW, MANY = 8, 150


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The document with the application behind it; a town with data; no throttle."""
    import schemathesis  # a second of processor, for each worker that only collects

    town = writes.open_town(insee_code="35236", name="Redon", by=None)
    import_file(town=town, path=write_shops(tmp_path / "a.osm", 4), by=None)
    monkeypatch.setitem(api_keys.A_MINUTE, "anonymous", 10**6)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield schemathesis.openapi.from_dict(narrowed(document())), get_wsgi_application()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


KNOWN = {
    "counter": ["halle", "unheard-of"],
    "code": ["35236", "99999"],
    "indicator": ["vacancy_rate", "turnover_rate", "unheard_of"],
    # no schema says that west stands before east: wrong boxes are in test_api
    "bbox": ["-2.1,47.6,-2,47.7", "-180,-90,180,90", "2.3,48.8,2.3,48.8"],
}


def narrowed(told: dict) -> dict:
    """The document, some parameters drawn from those that lead somewhere, and one that does not."""
    for methods in told["paths"].values():
        for parameter in methods["get"].get("parameters", ()):
            if parameter["name"] in KNOWN:
                parameter["schema"] = {"type": "string", "enum": KNOWN[parameter["name"]]}
    return told


def drive(api, examples: int) -> int:
    """Every operation, `examples` times each; returns how many calls were made."""
    schema, application = api
    calls = 0
    for found in schema.get_all_operations():
        calls += _try(found.ok(), application, examples)
    return calls


def _try(operation, application, examples: int) -> int:
    made = []

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy())
    def one(case) -> None:
        made.append(1)
        plain = {"Accept-Encoding": "identity"}  # the driver unpacks nothing
        case.call_and_validate(app=application, base_url="http://testserver", headers=plain)

    one()
    return len(made)


def test_a_few_calls_of_each_operation_keep_what_the_document_promises(api) -> None:
    assert drive(api, FEW) >= 40


@pytest.mark.long
def test_many_calls_of_each_operation_keep_what_the_document_promises(api) -> None:
    assert drive(api, MANY) >= 300
