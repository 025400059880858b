"""XML before its first element: no document type, so no entity can ever be declared."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from beffroi.sources.safety import refusals


class _FirstElement(Exception):
    """The prolog is over."""


class _Until:
    """Stops the parser at the first element: a type cannot be declared after it."""

    def start(self, _tag: str, _attributes: object) -> None:
        raise _FirstElement


def check(path: Path, start: bytes) -> None:
    """Refuse a document type or entities; `start`: the file's first bytes, unpacked."""
    parser = DefusedXMLParser(target=_Until(), forbid_dtd=True)
    try:
        parser.feed(start)
    except _FirstElement:
        return
    except DefusedXmlException as error:
        raise refusals.entities(path) from error
    except (ParseError, ValueError, LookupError):
        return  # no XML at all: its reader says so
    raise refusals.long_prolog(path)
