"""What a finding shows first."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# The one thing to look at when a finding does not say it: how many doors are empty.
EMPTY_DOORS = re.compile(
    r"\d[\d\s]*\s(?:loca(?:l|ux)\s(?:vides?|vacants?)|(?:vacant|empty)\s(?:units?|premises|shops?))"
)


def highlighted(text: Any) -> SafeString:
    """The finding as HTML, escaped, its words between stars (else its empty doors) marked."""
    written = str(conditional_escape(text))
    if "*" not in written:
        written = EMPTY_DOORS.sub(r"*\g<0>*", written, count=1)
    parts = written.split("*")
    if len(parts) % 2 == 0:  # a lone star is a star
        return mark_safe("*".join(parts))  # noqa: S308 — escaped above
    marked = [
        f'<mark class="finding__mark">{part}</mark>' if index % 2 else part
        for index, part in enumerate(parts)
    ]
    return mark_safe("".join(marked))  # noqa: S308 — escaped above
