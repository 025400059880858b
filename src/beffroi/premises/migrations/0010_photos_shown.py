"""A photo shown to everybody names its door and says what one sees."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('premises', '0009_spot'),
    ]

    operations = [
        migrations.AddField(
            model_name='fieldphoto',
            name='alt',
            field=models.CharField(blank=True, max_length=200, verbose_name='ce que l’on y voit'),
        ),
        migrations.AddField(
            model_name='fieldphoto',
            name='premises',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='photos', to='premises.premises'),
        ),
        migrations.AddConstraint(
            model_name='fieldphoto',
            constraint=models.CheckConstraint(condition=models.Q(('shown_at__isnull', True), models.Q(('premises__isnull', False), models.Q(('alt', ''), _negated=True)), _connector='OR'), name='a_photo_shown_says_what_and_where'),
        ),
    ]
