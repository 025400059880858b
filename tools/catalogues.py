"""Bring the English catalogues up to the sources: new entries stand empty, for a person to fill.

usage: python tools/catalogues.py [--prune]   (--prune also drops what no source asks for any more)

A msgid is entered once, in the lowest context that asks for it: the framework joins the catalogues.
Entries are in alphabetical order, so that two people who add some rarely meet.
The French catalogues hold the plurals only: without them 0 would be plural (« 0 locaux »).
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from beffroi.kernel.wording import STORED

SOURCES = Path(__file__).parents[1] / "src" / "beffroi"
# lowest first; `cli` speaks to terminals, in French
CONTEXTS = (
    "kernel", "ui", "sources", "accounts", "territory", "merchants", "premises", "place",
    "observatory",
    "marketplace", "programme", "portal", "config",
)  # fmt: skip
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
BLANK = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """One text a source asks for: singular, plural (or ""), and what tells homonyms apart."""

    singular: str
    plural: str = ""
    context: str = ""


def asked_in(name: str, text: str) -> Iterator[Asked]:
    """The texts of one source file, Python or template."""
    if name.endswith((".html", ".txt")):
        text = "\n".join(line.strip() for line in templatize(text, origin=name).splitlines())
    yield from _extracted(text, KEYWORDS, "")
    yield from _extracted(text, {"to_store": None}, STORED)


def _extracted(text: str, keywords: Mapping[str, Any], where: str) -> Iterator[Asked]:
    source = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", source, keywords=keywords):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Asked(singular, plural, context or where)


def asked_by(context: str) -> set[Asked]:
    """Every text the sources of a context ask for."""
    paths = [
        p
        for end in ("*.py", "*.html", "templates/**/*.txt")
        for p in (SOURCES / context).rglob(end)
    ]
    kept = (path for path in paths if "migrations" not in path.parts)
    return {found for path in kept for found in asked_in(path.name, path.read_text())}


def catalogue_path(context: str, language: str) -> Path:
    return SOURCES / context / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue as it stands, or an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def held(context: str, language: str) -> dict[Asked, tuple[str, ...]]:
    """Translations of a catalogue: one text, or singular and plural."""
    found = {}
    for message in read(catalogue_path(context, language), language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id, "")
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        found[Asked(ids[0], ids[1], message.context or "")] = tuple(texts)
    return found


def untranslated() -> list[str]:
    """Texts asked for that no English catalogue translates, or with other blanks, by context."""
    english: dict[Asked, tuple[str, ...]] = {}
    for context in CONTEXTS:
        english |= {key: texts for key, texts in held(context, "en").items() if all(texts)}
    return [
        f"{context}: {asked.singular}"
        for context in CONTEXTS
        for asked in sorted(asked_by(context))
        if not translated(asked, english.get(asked, ()))
    ]


def translated(asked: Asked, texts: tuple[str, ...]) -> bool:
    """Whether these texts say it, with the same blanks."""
    if not texts or not all(texts):
        return False
    wanted = sorted(BLANK.findall(asked.plural or asked.singular))
    return sorted(BLANK.findall(texts[-1])) == wanted


def bring_up(context: str, elsewhere: set[Asked], *, prune: bool) -> tuple[int, int]:
    """Rewrite the catalogues of a context; returns how many English texts are new and empty."""
    wanted = asked_by(context)
    english = held(context, "en")
    new = sorted(a for a in wanted if a not in english and a not in elsewhere)
    kept = {a: t for a, t in english.items() if a in wanted or not prune}
    write(context, "en", kept | {a: ("", "") if a.plural else ("",) for a in new})
    plurals = {a: (a.singular, a.plural) for a in wanted if a.plural}
    french = {a: t for a, t in held(context, "fr").items() if a in wanted or not prune}
    write(context, "fr", plurals | french)
    return len(new), sum(1 for texts in kept.values() if not all(texts))


def write(context: str, language: str, texts: dict[Asked, tuple[str, ...]]) -> None:
    """In alphabetical order, without dates and places: they would change with every line."""
    path = catalogue_path(context, language)
    if not texts and not path.exists():
        return
    rule = "nplurals=2; plural=(n != 1);" if language == "en" else "nplurals=2; plural=(n > 1);"
    lines = [HEAD.format(language=language, rule=rule)]
    lines += [entry(asked, texts[asked], language) for asked in sorted(texts)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines))


HEAD = """# Copyright Beffroi, EUPL-1.2
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {rule}\\n"
"""


def entry(asked: Asked, texts: tuple[str, ...], language: str) -> str:
    """One entry as the format writes it."""
    one = Catalog(locale=language)
    ids = (asked.singular, asked.plural) if asked.plural else asked.singular
    flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", asked.plural or asked.singular) else []
    one.add(ids, texts if asked.plural else texts[0], context=asked.context or None, flags=flags)
    lines = io.BytesIO()
    write_po(lines, one, omit_header=True, width=0)
    return lines.getvalue().decode().strip("\n") + "\n"


def main(arguments: Iterable[str]) -> None:
    prune = "--prune" in arguments
    everything: set[Asked] = set()
    for context in CONTEXTS:
        new, empty = bring_up(context, everything, prune=prune)
        everything |= set(held(context, "en"))
        sys.stdout.write(f"{context}: {new} new, {new + empty} to fill\n")


if __name__ == "__main__":
    main(sys.argv[1:])
