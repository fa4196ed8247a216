from django.db import migrations, models

import units.sentences


class Migration(migrations.Migration):
    dependencies = [("units", "0007_plans_point_freely")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="part",
            field=models.CharField(
                blank=True,
                db_default="",
                editable=False,
                help_text="in a list of events: the codes of the event's kind and of the row's role",
                max_length=60,
            ),
        ),
        # The columns stay as they are: only what is made of their content is another.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="importbatch",
                    name="problem",
                    field=units.sentences.SentenceField(
                        blank=True, editable=False, verbose_name="why it was not written"
                    ),
                ),
                migrations.AlterField(
                    model_name="importbatch",
                    name="reading",
                    field=units.sentences.SentencesField(
                        default=dict,
                        editable=False,
                        help_text="what was found in it: columns, samples, proposals",
                    ),
                ),
                migrations.AlterField(
                    model_name="importbatch",
                    name="remarks",
                    field=units.sentences.SentencesField(
                        default=list,
                        editable=False,
                        help_text="sentences about the list as a whole",
                    ),
                ),
                migrations.AlterField(
                    model_name="importrow",
                    name="problems",
                    field=units.sentences.SentencesField(
                        default=list, help_text="[{column, code, message: a sentence}]"
                    ),
                ),
            ]
        ),
    ]
