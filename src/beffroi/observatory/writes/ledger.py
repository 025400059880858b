"""What a diagnosis enters in the evidence ledger."""

from __future__ import annotations

from typing import Any

import beffroi
from beffroi.kernel.models import EvidenceNode
from beffroi.observatory.models import Diagnosis
from beffroi.observatory.rules import diagnosis as rules
from beffroi.observatory.rules.findings_told import node_of
from beffroi.observatory.rules.registry import get


def coverage_told(materials: rules.Materials) -> dict[str, Any]:
    """What the sources of a diagnosis are known to cover."""
    told = materials.stock.coverage
    return {
        "stock": told.stock,
        "vacancy": told.vacancy,
        "activity": told.activity,
        "rounds": told.rounds,
        "note": told.note,
    }


def nodes_of(
    row: Diagnosis, content: dict[str, Any], materials: rules.Materials
) -> list[EvidenceNode]:
    """A node a figure; a node a finding, on the sources of its figures and on its own."""
    keys = {one["code"]: materials.keys_of(get(one["code"]).takes) for one in content["figures"]}
    told = [_figure_node(row, one, materials, keys[one["code"]]) for one in content["figures"]]
    return told + [_finding_node(row, one, materials, keys) for one in content["findings"]]


def _figure_node(
    row: Diagnosis, figure: dict[str, Any], materials: rules.Materials, keys: list[str]
) -> EvidenceNode:
    words = ("verdict", "value", "shown", "unit", "inputs", "parameters", "lower", "upper")
    kept = {word: figure[word] for word in words}
    return _node(row, materials, figure["code"], figure["formula_id"], kept, keys)


def _finding_node(
    row: Diagnosis, finding: dict[str, Any], materials: rules.Materials, keys: dict[str, list[str]]
) -> EvidenceNode:
    rests = [key for code in finding["codes"] for key in keys.get(code, [])]
    rests = list(dict.fromkeys([*rests, *finding["source_keys"]]))
    kept = {"verdict": "value", "value": finding["text"], "codes": finding["codes"]}
    return _node(row, materials, node_of(finding["key"]), "finding.v1", kept, rests)


def _node(
    row: Diagnosis,
    materials: rules.Materials,
    code: str,
    formula_id: str,
    figure: dict[str, Any],
    keys: list[str],
) -> EvidenceNode:
    return EvidenceNode(
        publication_key=row.key,
        town_key=row.town.insee_code,
        perimeter_key=row.perimeter.key,
        code=code,
        formula_id=formula_id,
        code_version=beffroi.__version__,
        true_on=row.true_on,
        known_on=row.known_on,
        figure=figure,
        coverage=coverage_told(materials),
        secrecy="none_needed",
        source_keys=keys,
    )  # fmt: skip
