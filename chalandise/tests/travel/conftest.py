"""Small OSM files, written by the tests that read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

Tags = Mapping[str, str]
Member = tuple[str, str, int]  # role, kind, OSM id
Writer = Callable[..., Path]
STEP = 0.001  # degrees between the columns of nodes: about 111 m north, 75 m east at 47.6°


@pytest.fixture
def osm(tmp_path: Path) -> Writer:
    """`osm({way: (refs, tags)}, nodes={ref: tags})`: node `10 * row + column` lies on a grid."""

    def write(
        ways: Mapping[int, tuple[Sequence[int], Tags]],
        *,
        nodes: Mapping[int, Tags] | None = None,
        missing: Sequence[int] = (),
        relations: Sequence[tuple[Tags, Sequence[Member]]] = (),
    ) -> Path:
        refs = {ref for named, _ in ways.values() for ref in named} - set(missing)
        parts = [_way(key, *told) for key, told in ways.items()]  # before the nodes: any order
        parts += [_node(ref, (nodes or {}).get(ref, {})) for ref in sorted(refs, reverse=True)]
        parts += [_relation(at, *told) for at, told in enumerate(relations)]
        path = tmp_path / "extract.osm"
        path.write_text(f'<osm version="0.6">{"".join(parts)}</osm>')
        return path

    return write


def _node(ref: int, tags: Tags) -> str:
    row, column = divmod(ref, 10)
    place = f'lat="{47.6 + STEP * row:.4f}" lon="{-2.1 + STEP * column:.4f}"'
    return f'<node id="{ref}" {place}>{_tags(tags)}</node>'


def _way(key: int, refs: Sequence[int], tags: Tags) -> str:
    named = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{key}">{named}{_tags(tags)}</way>'


def _relation(key: int, tags: Tags, members: Sequence[Member]) -> str:
    named = "".join(
        f'<member type="{kind}" ref="{ref}" role="{role}"/>' for role, kind, ref in members
    )
    return f'<relation id="{key}">{named}{_tags(tags)}</relation>'


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
