"""What is read from the database when a monitor asks."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

import beffroi
from beffroi.config.measures.requests import ANSWERS, FAILED_SIGN_INS, SECONDS
from beffroi.portal.health.facts import Ask, own_connection

# name, what it says, labels, statement: one row per sample, the value last
_READ = (
    (
        "beffroi_jobs",
        "Background jobs by queue, task and state",
        ("queue", "task", "state"),
        "SELECT queue_name, task_name, status::text, count(*) FROM procrastinate_jobs"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    ),
    (
        "beffroi_queue_waiting",
        "Jobs that wait and whose time has come",
        ("queue",),
        "SELECT queue_name, count(*) FROM procrastinate_jobs WHERE status = 'todo'"
        " AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY 1 ORDER BY 1",
    ),
    (
        "beffroi_queue_oldest_seconds",
        "How long the oldest of them has waited",
        ("queue",),
        "SELECT job.queue_name, max(extract(epoch FROM now() - greatest(event.at, job.scheduled_at)))"
        " FROM procrastinate_jobs AS job JOIN procrastinate_events AS event"
        " ON event.job_id = job.id AND event.type = 'deferred' WHERE job.status = 'todo'"
        " AND (job.scheduled_at IS NULL OR job.scheduled_at <= now()) GROUP BY 1 ORDER BY 1",
    ),
    (
        "beffroi_workers",
        "Workers that gave a sign of life within a minute",
        (),
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - interval '1 minute'",
    ),
    (
        "beffroi_imports",
        "Imports by what became of them",
        ("outcome",),
        "SELECT state, count(*) FROM territory_importrun GROUP BY 1 ORDER BY 1",
    ),
    (
        "beffroi_database_connections",
        "Connections to this database by state",
        ("state",),
        "SELECT coalesce(state, 'unknown'), count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() GROUP BY 1 ORDER BY 1",
    ),
    (
        "beffroi_database_bytes",
        "Size of the database",
        (),
        "SELECT pg_database_size(current_database())",
    ),
    (
        "beffroi_last_backup_timestamp_seconds",
        "When the last backup was made",
        (),
        "SELECT coalesce(extract(epoch FROM max(recorded_at)), 0) FROM kernel_auditentry"
        " WHERE town_key = '' AND verb = 'installation.backed_up'",
    ),
)


def exposition() -> bytes:
    """Everything, in Prometheus' text format; without the database, what the web counted."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        for counted in (ANSWERS, SECONDS, FAILED_SIGN_INS):
            registry.register(counted)
    registry.register(_Standing())
    return generate_latest(registry)


class _Standing:
    """A collector for one answer."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        about = GaugeMetricFamily("beffroi_info", "Version", labels=["version"])
        about.add_metric([beffroi.__version__], 1)
        yield about
        up = GaugeMetricFamily("beffroi_database_up", "Whether the database answers")
        try:
            with own_connection() as ask:
                yield from _read(ask)
        except psycopg.Error:
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
        yield up


def _read(ask: Ask) -> Iterator[Metric]:
    for name, said, labels, statement in _READ:
        family = GaugeMetricFamily(name, said, labels=labels)
        for *named, value in ask(statement):
            family.add_metric([str(word) for word in named], float(value))
        yield family
