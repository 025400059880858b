"""Invented OpenStreetMap files: a street of shops in a commune that exists, with invented names."""

from __future__ import annotations

from pathlib import Path

HEAD = '<?xml version="1.0"?><osm version="0.6"><meta osm_base="2026-10-01T00:00:00Z"/>'


def shops_of(count: int, *, lat: float = 47.65, lon: float = -2.08, vacant: int = 1) -> str:
    """An extract of `count` shops along one street, the last `vacant` of them empty."""
    nodes = [f'<node id="{i}" lat="{lat}" lon="{lon + i * 0.0002:.6f}"/>' for i in (1, 2)]
    nodes[1] = f'<node id="2" lat="{lat}" lon="{lon + count * 0.0002:.6f}"/>'
    for index in range(count):
        kind = "disused:shop" if index >= count - vacant else "shop"
        nodes.append(
            f'<node id="{100 + index}" lat="{lat + 0.00006}" lon="{lon + index * 0.0002:.6f}">'
            f'<tag k="{kind}" v="bakery"/><tag k="name" v="Fournil imaginaire {index}"/></node>'
        )
    way = '<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/>'
    way += '<tag k="name" v="Rue Inventée"/></way>'
    return HEAD + "".join(nodes) + way + "</osm>"


def write_shops(path: Path, count: int = 12, **options: float) -> Path:
    """The same, in a file."""
    path.write_text(shops_of(count, **options), encoding="utf-8")  # type: ignore[arg-type]
    return path
