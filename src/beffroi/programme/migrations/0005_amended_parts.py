"""What an amendment may now do: withdraw an axis, let a party leave, open an envelope;
and which of two was signed first."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Cast

import beffroi.accounts.models


def rank_signatures(apps: Any, _schema: Any) -> None:
    """Those signed before were read by number."""
    rows = apps.get_model("programme", "Amendment").objects
    rows.filter(signed_on__isnull=False).update(signed_rank=models.F("number"))


def name_envelopes(apps: Any, _schema: Any) -> None:
    """Signed texts name those of before by their number."""
    rows = apps.get_model("programme", "Envelope").objects
    rows.update(key=Cast("pk", models.CharField()))


class Migration(migrations.Migration):
    dependencies = [("programme", "0004_opinion_delay")]

    operations = [
        migrations.AddField(
            "axis", "withdrawn_on", models.DateField(blank=True, null=True, verbose_name="retiré le")
        ),
        migrations.AddField(
            "party", "left_on", models.DateField(blank=True, null=True, verbose_name="sortie le")
        ),
        migrations.AddField(
            "envelope",
            "key",
            models.CharField(editable=False, max_length=20, null=True, verbose_name="clé"),
        ),
        migrations.AddField(
            "amendment",
            "signed_rank",
            models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="rang de signature"
            ),
        ),
        migrations.RunPython(name_envelopes, migrations.RunPython.noop),
        migrations.RunPython(rank_signatures, migrations.RunPython.noop),
        migrations.AlterField(
            "envelope",
            "key",
            models.CharField(
                default=beffroi.accounts.models.new_key,
                editable=False,
                max_length=20,
                unique=True,
                verbose_name="clé",
            ),
        ),
    ]
