"""Each fact of a shop has its dated, sourced statements; what the records held is told as such."""

import datetime as dt

import beffroi.merchants.models
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


WORDS = ("name", "sign", "activity", "opening_hours", "phone", "website", "wheelchair")
NOBODY_KNOWS_WHEN = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


def tell(apps, editor):
    """What each record holds, as a statement of the file that said it."""
    shops = apps.get_model("merchants", "Shop")
    statements = apps.get_model("merchants", "ShopStatement")
    by_key = dict(apps.get_model("territory", "Source")._base_manager.values_list("key", "pk"))
    batch = []
    for shop in shops._base_manager.iterator(chunk_size=2000):
        for word in WORDS:
            if not (value := getattr(shop, word)):
                continue
            told = shop.provenance.get(word, {})
            day = told.get("on") or (shop.seen_on.isoformat() if shop.seen_on else None)
            batch.append(statements(
                shop_id=shop.pk, word=word, value=value, said_on=day,
                source_id=by_key.get(told.get("source"), shop.source_id),
                key=beffroi.merchants.models.new_statement_key(), recorded_at=NOBODY_KNOWS_WHEN,
            ))
        if len(batch) > 5000:
            statements._base_manager.bulk_create(batch)
            batch = []
    statements._base_manager.bulk_create(batch)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come is not altered


def tell_back(apps, editor):
    """The latest statement of each word, as the record kept it."""
    statements = apps.get_model("merchants", "ShopStatement")._base_manager
    for row in statements.exclude(state="withdrawn").select_related("shop", "source").order_by("pk"):
        shop, day = row.shop, row.said_on.isoformat() if row.said_on else ""
        held = dict(apps.get_model("merchants", "Shop")._base_manager.get(pk=shop.pk).provenance)
        held[row.word] = {"source": row.source.key, "on": day}
        type(shop)._base_manager.filter(pk=shop.pk).update(provenance=held)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0002_recorded_periods'),
        ('territory', '0010_import_to_decide'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='season',
            field=models.CharField(blank=True, max_length=12, verbose_name='fermeture saisonnière'),
        ),
        migrations.CreateModel(
            name='ShopStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=beffroi.merchants.models.new_statement_key, max_length=12, unique=True, verbose_name='clé')),
                ('word', models.CharField(choices=[('name', 'Nom'), ('sign', 'Enseigne'), ('activity', 'Activité'), ('opening_hours', 'Horaires'), ('phone', 'Téléphone'), ('website', 'Site'), ('wheelchair', 'Accès en fauteuil'), ('season', 'Fermeture saisonnière'), ('closing', 'Fermeture définitive')], max_length=20, verbose_name='information')),
                ('value', models.CharField(blank=True, max_length=500, verbose_name='valeur')),
                ('said_on', models.DateField(null=True, verbose_name='dit le')),
                ('since', models.DateField(null=True, verbose_name='depuis le')),
                ('voice', models.CharField(choices=[('file', 'un fichier'), ('merchant', 'le commerçant'), ('team', 'l’équipe de la ville')], default='file', max_length=10, verbose_name='qui le dit')),
                ('state', models.CharField(choices=[('held', 'affiché'), ('waiting', 'à vérifier'), ('accepted', 'vérifié'), ('asked', 'précision demandée'), ('withdrawn', 'repris')], default='held', max_length=10, verbose_name='état')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='noté le')),
                ('recorded_by', models.CharField(blank=True, max_length=40, verbose_name='noté par')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='répondu le')),
                ('answered_by', models.CharField(blank=True, max_length=40, verbose_name='répondu par')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='réponse de la ville')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='repris le')),
                ('withdrawn_by', models.CharField(blank=True, max_length=40, verbose_name='repris par')),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='merchants.shop')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.source')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'asked'])), fields=['shop'], name='statements_to_check')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voice', 'file')), fields=('shop', 'word', 'source', 'value'), name='a_file_says_it_once')],
            },
        ),
        migrations.RunPython(tell, tell_back),
        migrations.RemoveField(
            model_name='shop',
            name='provenance',
        ),
    ]
