"""A change is told of the body it is done for."""

import pytest

from beffroi.kernel import audit
from beffroi.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_body_said_at_the_door_or_with_the_change() -> None:
    audit.record("kernel.first")
    with audit.acting_for("chamber"):
        audit.record("kernel.second")
        audit.record("kernel.third", body="town-hall")
        audit.record("kernel.fourth", body="")
    audit.record("kernel.fifth")
    told = AuditEntry.objects.order_by("pk").values_list("body_key", flat=True)
    assert list(told) == ["", "chamber", "town-hall", "", ""]
