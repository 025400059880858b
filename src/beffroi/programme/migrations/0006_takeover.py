"""Sheets that a renewal takes over from the agreement before it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_amended_parts")]

    operations = [
        migrations.CreateModel(
            name="Takeover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "taken_on",
                    models.DateField(blank=True, null=True, verbose_name="reprise le"),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets_taken",
                        to="programme.agreement",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takeovers",
                        to="programme.actionsheet",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets_passed",
                        to="programme.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ["taken_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "into"), name="taken_over_once")
                ],
            },
        )
    ]
