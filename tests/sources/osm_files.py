"""Small invented OSM files for the traps; the town they draw does not exist."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

LON, LAT = 3.0, 46.0
STEP = 1e-5  # degrees, about 0.8 m east and 1.1 m north there


class Drawing:
    """Elements by name of their number; places are counted in steps east and north."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._next = 1_000

    def node(self, x: float, y: float, number: int | None = None, /, **tags: str) -> int:
        number = number or self._number()
        place = f'lat="{LAT + y * STEP:.7f}" lon="{LON + x * STEP:.7f}"'
        self.parts.append(f'<node id="{number}" version="1" {place}>{_tags(tags)}</node>')
        return number

    def way(self, refs: list[int], /, **tags: str) -> int:
        number = self._number()
        steps = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        self.parts.append(f'<way id="{number}" version="1">{steps}{_tags(tags)}</way>')
        return number

    def box(self, x: float, y: float, wide: float, high: float, /, **tags: str) -> int:
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        refs = [self.node(*corner) for corner in corners]
        return self.way([*refs, refs[0]], **tags)

    def relation(self, members: list[tuple[str, int, str]], /, **tags: str) -> int:
        number = self._number()
        rows = "".join(f'<member type="{t}" ref="{r}" role="{o}"/>' for t, r, o in members)
        self.parts.append(f'<relation id="{number}" version="1">{rows}{_tags(tags)}</relation>')
        return number

    def text(self, head: str = '<meta osm_base="2024-03-05T10:00:00Z"/>') -> str:
        body = "\n".join(self.parts)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">{head}\n{body}\n</osm>\n'
        )

    def save(self, folder: Path, name: str = "ville.osm") -> Path:
        path = folder / name
        path.write_text(self.text(), encoding="utf-8")
        return path

    def _number(self) -> int:
        self._next += 1
        return self._next


def _tags(tags: dict[str, str]) -> str:
    """Keyword names write `:` as `__`: disused__shop="yes" is disused:shop=yes."""
    return "".join(
        f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>"
        for key, value in tags.items()
    )
