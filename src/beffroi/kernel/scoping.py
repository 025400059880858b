"""What belongs to a town is reached through a manager that refuses to answer without a town."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class TownNotNamed(RuntimeError):
    """A query on a town's data was asked without naming the town."""


class TownQuerySet(models.QuerySet[Row], Generic[Row]):
    """The queries of one town, or of all when a whole-installation job says so."""


class TownManager(models.Manager[Row], Generic[Row]):
    """`Premises.objects.of(town)`; anything else raises `TownNotNamed`.

    `path` is the lookup that leads from the row to its town ("town", "premises__town" …).
    """

    def __init__(self, path: str = "town", queryset: type[models.QuerySet[Any]] = TownQuerySet):
        super().__init__()
        self.path = path
        self.queryset_class = queryset

    def of(self, town: models.Model) -> Any:
        """Rows of this town."""
        return self.across_towns().filter(**{self.path: town})

    def across_towns(self) -> Any:
        """Rows of all towns: for imports, benches and whole-installation jobs."""
        return self.queryset_class(self.model, using=self._db)

    def get_queryset(self) -> Any:
        # Reached from a row (`premises.states`), the town is already named by that row.
        if getattr(self, "instance", None) is not None:
            return self.across_towns()
        raise TownNotNamed(f"{self.model.__name__}.objects: name the town with .of(town)")

    def create(self, **values: Any) -> Row:
        """Insert one row (its town is in the values)."""
        return self.across_towns().create(**values)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        """Insert many objs (each names its town)."""
        return self.across_towns().bulk_create(objs, *args, **options)
