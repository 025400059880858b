"""What a stack holds, as JSON: runs, premises, and whether every publication is whole."""

import json
import sys
from collections import Counter

import django

django.setup()

from beffroi.kernel.models import AuditEntry, EvidenceNode  # noqa: E402
from beffroi.observatory.models import Diagnosis, KeptPaper, Publication  # noqa: E402
from beffroi.premises.models import Premises  # noqa: E402
from beffroi.territory.models import ImportRun, Street, Town  # noqa: E402

town = Town.objects.get(insee_code="35236")
nodes = Counter(EvidenceNode.objects.values_list("publication_key", flat=True))
told = Counter(
    AuditEntry.objects.filter(verb="observatory.diagnosis_published").values_list(
        "object_key", flat=True
    )
)
asked = Publication.objects.across_towns().order_by("pk")
papers = set(KeptPaper.objects.across_towns().values_list("diagnosis_id", flat=True))
rows = list(Diagnosis.objects.across_towns().order_by("number"))
state = {
    "runs": list(ImportRun.objects.of(town).order_by("pk").values_list("pk", "state")),
    "premises": Premises.objects.of(town).count(),
    "streets": Street.objects.of(town).count(),
    "imported": AuditEntry.objects.filter(verb="portal.file_imported").count(),
    "asked": dict(asked.values_list("pk", "state")),
    "numbers": [row.number for row in rows],
    "halves": [
        row.key
        for row in rows
        if row.pk not in papers
        or nodes[row.key] != len(row.content["figures"])
        or told[row.key] != 1
    ]
    + sorted((set(nodes) | set(told)) - {row.key for row in rows}),
}
json.dump(state, sys.stdout)
