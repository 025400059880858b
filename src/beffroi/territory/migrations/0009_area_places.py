"""What a body covers is named apart from what a source has seen of a field (`premises.Coverage`)."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0008_kept")]

    operations = [
        migrations.RenameModel("Coverage", "AreaPlace"),
        migrations.AlterField(
            model_name="areaplace",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="area_places",
                to="territory.organisation",
            ),
        ),
        migrations.RenameIndex(
            model_name="areaplace",
            old_name="territory_c_level_51ccc7_idx",
            new_name="territory_a_level_ce4352_idx",
        ),
    ]
