from django.db import migrations

import units.sentences


class Migration(migrations.Migration):
    dependencies = [("resolutions", "0005_deadline_after_the_baseline_period")]

    operations = [
        # The column stays as it is: only what is made of its content is another.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="historicalfinding",
                    name="history_change_reason",
                    field=units.sentences.SentenceField(null=True),
                ),
            ]
        ),
    ]
