"""Children that outlive their framework: proposed to the next one, decided, done on the day."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0007_sheet_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='à partir du')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposé le')),
                ('proposed_by', models.CharField(blank=True, max_length=40, verbose_name='proposé par')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='décidé le')),
                ('decided_by', models.CharField(blank=True, max_length=40, verbose_name='décidé par')),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='appliqué le')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='programme.agreement')),
                ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children_taken', to='programme.agreement')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children_passed', to='programme.agreement')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('child', 'source'), name='attached_once'), models.CheckConstraint(condition=models.Q(('applied_on', None), ('decided_at__isnull', False), _connector='OR'), name='attached_once_decided')],
            },
        ),
    ]
