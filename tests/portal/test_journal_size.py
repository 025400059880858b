"""Two million entries: the first page, a far one and a filtered one cost the same."""

from __future__ import annotations

import time

import pytest
from django.db import connection

from beffroi.kernel import journal
from beffroi.kernel.journal import Asked
from beffroi.kernel.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.timeout(400)]
MANY = 2_000_000
FILL = """
INSERT INTO kernel_auditentry (verb, town_key, object_key, actor_key, body_key, recorded_at, data)
SELECT 'territory.import_retried', lpad((n %% 300)::text, 5, '0'), 'import/' || n,
       'actor' || (n %% 9000), '', timestamptz '2020-01-01' + n * interval '90 seconds', '{}'
FROM generate_series(1, %s) AS n
"""


def seconds(asked: Asked) -> float:
    began = time.perf_counter()
    page = journal.page_of(asked)
    assert len(page.entries) == journal.reading.LINES
    return time.perf_counter() - began


def test_far_pages_of_two_million_entries_are_quick() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL, [MANY])
        cursor.execute("ANALYZE kernel_auditentry")
    middle = AuditEntry.objects.order_by("-recorded_at", "-pk")[MANY // 2]
    mark = journal.reading.mark_of(middle)
    asked = {
        "first": Asked(),
        "far": Asked(before=mark),
        "town": Asked(town="00042", before=mark),
        "person": Asked(people=frozenset({"actor42"}), before=mark),
        "verb of a town": Asked(town="00042", verb="territory.import_retried"),
    }
    told = {name: round(seconds(one) * 1000) for name, one in asked.items()}
    print(told)  # milliseconds
    assert max(told.values()) < 200, told
