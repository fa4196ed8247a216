import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0008_sentences"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unitversion",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions_closed",
                to="units.registerentry",
            ),
        ),
        migrations.AlterField(
            model_name="unitversion",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions_opened",
                to="units.registerentry",
            ),
        ),
    ]
