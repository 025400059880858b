"""A new door may be withdrawn by the device that noted it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('premises', '0010_photos_shown'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fieldnote',
            name='kind',
            field=models.CharField(choices=[('unchanged', 'inchangé'), ('changed', 'changé'), ('new', 'nouveau local'), ('merged', 'locaux réunis'), ('split', 'local divisé'), ('gone', 'disparu'), ('withdrawn', 'retiré')], max_length=10, verbose_name='nature'),
        ),
    ]
