"""A network's agreements, simulated: towns, an agreement each, sheets, lines, steps, services.

Everything is marked fictional and bears invented names; nothing is drawn by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import _bulk as bulk  # put there by the bench, which is no package

if TYPE_CHECKING:
    from beffroi.programme.models import Agreement
    from beffroi.territory.models import Organisation

AGREEMENTS = """
INSERT INTO programme_agreement (key, kind, title, reference, town_id, holder_id, parent_id, state,
  valid, preamble, is_published, is_fictional, created_at, created_by)
SELECT 'sim' || t.id, 'yearly', 'Convention simulée ' || t.id, '', t.id, %(chamber)s, %(parent)s,
  'in_force', daterange('2024-01-01', '2028-01-01'), '', false, true, now(), ''
FROM territory_town t WHERE t.insee_code LIKE 'Y%%'
"""
PARTIES = """
INSERT INTO programme_party (agreement_id, organisation_id, role, signatory, capacity, "order")
SELECT a.id, %(chamber)s, 'signatory', '', '', 0 FROM programme_agreement a WHERE a.town_id > 0
"""
SHEETS = """
INSERT INTO programme_actionsheet (key, agreement_id, town_id, code, title, need, objectives,
  description, limits, referent, target_group, priority, status, start, "end", is_recurring,
  deliverables, legal_prerequisites, risks, communication, is_restricted, is_published,
  is_fictional, moved_at, moved_by)
SELECT 'f' || a.id || 'x' || n, a.id, a.town_id, 'S' || n, 'Action simulée ' || n, '', '', '', '',
  '', '', 'normal',
  (ARRAY['planned', 'in_progress', 'in_progress', 'done', 'paused', 'to_discuss'])[1 + n %% 6],
  date '2024-01-01' + ((a.id * 13 + n * 29) %% 900)::int,
  date '2024-01-01' + ((a.id * 13 + n * 29) %% 900)::int + 60 + n * 9, false, '', '', '', '', n %% 20 = 0,
  false, true, now(), ''
FROM programme_agreement a, generate_series(1, %(sheets)s) AS n WHERE a.town_id IS NOT NULL
"""
BUDGET = """
INSERT INTO programme_budgetline (sheet_id, year, kind, stage, label, net, vat_rate, is_inside)
SELECT s.id, 2024 + n %% 4, CASE WHEN n %% 2 = 0 THEN 'investment' ELSE 'operating' END,
  (ARRAY['planned', 'committed', 'paid'])[1 + n %% 3], '', 1000 + (s.id * 17 + n * 31) %% 90000 / 7.0,
  CASE WHEN n %% 5 = 0 THEN 0.1 ELSE 0.2 END, n %% 4 > 0
FROM programme_actionsheet s, generate_series(1, %(lines)s) AS n
"""
FINANCING = """
INSERT INTO programme_financingline (sheet_id, funder_id, funder_name, kind, year, amount, state,
  is_inside, beneficiary_siren, evidence, is_published)
SELECT s.id, %(chamber)s, '', CASE WHEN n = 1 THEN 'own' ELSE 'public' END, 2025, 500 + s.id %% 900,
  (ARRAY['asked', 'obtained', 'paid'])[1 + ((s.id + n) %% 3)::int], true, '', '', false
FROM programme_actionsheet s, generate_series(1, 3) AS n
"""
STEPS = """
INSERT INTO programme_milestone (sheet_id, title, planned_on, done_on)
SELECT s.id, 'Étape simulée', s.start + n * 40, CASE WHEN n = 1 THEN s.start + 45 END
FROM programme_actionsheet s, generate_series(1, 3) AS n
"""
TIES = """
INSERT INTO programme_dependency (sheet_id, needs_id, lag_days, reason)
SELECT s.id, s.id - 1, 10, '' FROM programme_actionsheet s
WHERE s.code IN ('S4', 'S9', 'S14', 'S19', 'S24')
"""
SERVICES = """
INSERT INTO programme_benefit (sheet_id, insee_code, "on", text, unit)
SELECT s.id, t.insee_code, date '2023-06-01' + ((s.id * 7) %% 1100)::int, '', ''
FROM programme_actionsheet s JOIN territory_town t ON t.id = s.town_id WHERE s.id %% 3 = 0
"""
PROMISES = """
INSERT INTO programme_commitment (key, agreement_id, organisation_id, text, unit, due_on, done_on,
  released_because, evidence, is_published)
SELECT 'p' || a.id || 'x' || n, a.id, %(chamber)s, 'Engagement simulé', '',
  date '2025-01-01' + n * 60, CASE WHEN n %% 3 > 0 THEN date '2025-01-01' + n * 58 END, '', '', false
FROM programme_agreement a, generate_series(1, 10) AS n
"""
STEPS_IN_ORDER = (
    AGREEMENTS, PARTIES, SHEETS, BUDGET, FINANCING, STEPS, TIES, SERVICES, PROMISES,
)  # fmt: skip
FILLED = (
    "programme_actionsheet", "programme_budgetline", "programme_financingline",
    "programme_milestone", "programme_benefit", "programme_commitment",
)  # fmt: skip


def build(*, towns: int, sheets: int, lines: int) -> tuple[Organisation, Agreement]:
    """A chamber over `towns` towns, and the framework above their agreements of `sheets` sheets."""
    from django.db import connection

    chamber, frame = _above(towns)
    values: dict[str, Any] = {
        "chamber": chamber.pk, "parent": frame.pk, "sheets": sheets, "lines": lines,
    }  # fmt: skip
    with connection.cursor() as cursor:
        with bulk.bare(cursor, *FILLED):
            for step in STEPS_IN_ORDER:
                cursor.execute(step, values)
        cursor.execute("ANALYZE")
    return chamber, frame


def _above(count: int) -> tuple[Organisation, Agreement]:
    """The chamber with its area, the framework with a plan and its objectives."""
    import datetime as dt

    from beffroi.kernel.period import between
    from beffroi.programme.models import Agreement, Axis, Objective, Party

    chamber = _chamber(count)
    frame = Agreement.objects.create(
        kind="framework", title="Cadre simulé", holder=chamber, state="in_force",
        valid=between(dt.date(2024, 1, 1), dt.date(2028, 1, 1)), is_fictional=True,
    )  # fmt: skip
    Party.objects.create(agreement=frame, organisation=chamber)
    axis = Axis.objects.create(agreement=frame, code="N", name="Numérique", field="digital")
    Objective.objects.bulk_create(
        Objective(axis=axis, code=str(n), text=f"Objectif simulé {n}") for n in range(12)
    )
    return chamber, frame


def _chamber(count: int) -> Organisation:
    """The towns, and a chamber that covers them one by one."""
    from beffroi.kernel.period import since
    from beffroi.territory.models import AreaPlace, Organisation, Town

    codes = [f"Y{n:04d}" for n in range(count)]
    Town.objects.bulk_create(
        Town(
            insee_code=code, name=f"Ville simulée {n:03d}", slug=f"ville-{n:03d}",
            is_fictional=True, population=8_000 + n * 97 % 60_000,
        )
        for n, code in enumerate(codes)
    )  # fmt: skip
    chamber: Organisation = Organisation.objects.create(
        kind="chamber", name="Chambre simulée", valid=since(None), is_fictional=True
    )
    AreaPlace.objects.bulk_create(
        AreaPlace(organisation=chamber, level="commune", code=code, valid=since(None))
        for code in codes
    )
    return chamber
