"""A small graph of statements, written as Turtle and as JSON-LD: both say the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Iri:
    """An address as a value."""

    address: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text, with its language or with the name of its type ("xsd:date")."""

    text: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing and what is said of it; `address` empty: it has no name of its own."""

    kind: str  # "dcat:Dataset"
    said: Sequence[tuple[str, Any]] = field(default_factory=tuple)
    address: str = ""


def turtle(prefixes: Mapping[str, str], nodes: Iterable[Node]) -> str:
    """RDF 1.1 Turtle."""
    heads = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    blocks = [f"{_iri(node.address)} {_body(node, '  ')} ." for node in _all(nodes)]
    return "\n".join(heads) + "\n\n" + "\n\n".join(blocks) + "\n"


def _all(nodes: Iterable[Node]) -> Iterable[Node]:
    """The nodes, and those that stand inside them under a name of their own, once each."""
    seen: set[str] = set()
    for node in nodes:
        inside = [value for _, value in node.said if isinstance(value, Node) and value.address]
        for one in (node, *inside):
            if one.address not in seen:
                seen.add(one.address)
                yield one


def _body(node: Node, indent: str) -> str:
    lines = [f"a {node.kind}"]
    lines += [f"{word} {_value(value, indent + '  ')}" for word, value in node.said]
    return f" ;\n{indent}".join(lines)


def _value(value: Any, indent: str) -> str:
    if isinstance(value, Iri):
        return _iri(value.address)
    if isinstance(value, Node):
        inside = f"[ {_body(value, indent)} ]"
        return _iri(value.address) if value.address else inside
    written = json.dumps(value.text, ensure_ascii=False)  # Turtle's escapes are JSON's
    if value.language:
        return f"{written}@{value.language}"
    return f"{written}^^{value.type}" if value.type else written


_NEVER = set('<>"{}|^`\\')


def _iri(address: str) -> str:
    kept = (c if c > " " and c not in _NEVER else f"%{ord(c):02X}" for c in address)
    return f"<{''.join(kept)}>"


def json_ld(prefixes: Mapping[str, str], nodes: Iterable[Node]) -> dict[str, Any]:
    """JSON-LD 1.1, its context inside: nothing is to be fetched to read it."""
    return {"@context": dict(prefixes), "@graph": [_plain(node) for node in nodes]}


def _plain(value: Any) -> Any:
    if isinstance(value, Iri):
        return {"@id": _iri(value.address)[1:-1]}
    if isinstance(value, Text):
        told: dict[str, Any] = {"@value": value.text}
        if value.language:
            told["@language"] = value.language
        if value.type:
            told["@type"] = value.type
        return told
    found: dict[str, Any] = {"@type": value.kind}
    if value.address:
        found = {"@id": _iri(value.address)[1:-1], **found}
    for word, one in value.said:
        found.setdefault(word, []).append(_plain(one))
    return found
