"""The table of rights: section 9 of the domain document, cell by cell, in its own words.

Each cell keeps what is printed, then what it grants. « own » alone lets a person read what is
theirs and, where it is they who declare it, write it; of an audit they only read the result.
After it come the rows the product adds (`house`).
"""

from beffroi.accounts.rules.matrix import Group, TableError, table
from beffroi.accounts.rules.table.house import HOUSE
from beffroi.accounts.rules.table.premises import SEEN_AND_OWNED
from beffroi.accounts.rules.table.told import TOLD_AND_AGREED

PRINTED = (*SEEN_AND_OWNED, *TOLD_AND_AGREED)
GROUPS: dict[str, Group] = table((*PRINTED, *HOUSE))

# Rows whose data Beffroi does not hold yet: what they say binds whoever brings the data.
PENDING = frozenset(
    {
        "owner_identity",
        "locomvac",
        "rent",
        "audit_result",
        "survey_answers",
        "sale_intention",
        "applications",
    }
)


def group_of(key: str) -> Group:
    """The row of this key; raises `TableError` when there is none."""
    if key not in GROUPS:
        raise TableError(f"no such group in the table of rights: {key}")
    return GROUPS[key]


__all__ = ["GROUPS", "HOUSE", "PENDING", "PRINTED", "group_of"]
