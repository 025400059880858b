"""Periods gain what every dated row has; those already held are known since nobody knows when."""

import beffroi.kernel.period
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0001_initial'),
        ('territory', '0003_said_as_of'),
    ]

    operations = [
        migrations.AddField(
            model_name='establishmentperiod',
            name='recorded',
            field=django.contrib.postgres.fields.ranges.DateTimeRangeField(default=DateTimeTZRange(None, None), verbose_name='connu du … au'),
        ),
        migrations.AlterField(
            model_name='establishmentperiod',
            name='recorded',
            field=django.contrib.postgres.fields.ranges.DateTimeRangeField(default=beffroi.kernel.period.from_now, verbose_name='connu du … au'),
        ),
        migrations.AddField(
            model_name='establishmentperiod',
            name='first_seen_on',
            field=models.DateField(blank=True, help_text='Un premier constat n’est jamais une ouverture.', null=True, verbose_name='vu pour la première fois le'),
        ),
        migrations.AddField(
            model_name='establishmentperiod',
            name='confidence',
            field=models.CharField(choices=[('sure', 'vérifié'), ('likely', 'probable'), ('doubtful', 'à vérifier')], default='likely', max_length=10, verbose_name='confiance'),
        ),
        migrations.AddField(
            model_name='establishmentperiod',
            name='audience',
            field=models.CharField(choices=[('public', 'visible de tous'), ('town', 'équipe de la ville'), ('advisor', 'conseillers')], default='public', max_length=10, verbose_name='public'),
        ),
        migrations.AddField(
            model_name='establishmentperiod',
            name='source',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.source'),
        ),
        migrations.AlterField(
            model_name='establishmentperiod',
            name='valid',
            field=django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='vrai du … au'),
        ),
        migrations.AddConstraint(
            model_name='establishmentperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('recorded__upper_inf', True)), fields=('establishment', 'valid'), name='period_held_once'),
        ),
    ]
