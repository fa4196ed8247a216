import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import reform.models.procedure
from reform.law import load_stages


def load_case_stages(apps, schema_editor):
    load_stages(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reform", "0004_case_talk")]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                (
                    "legal_basis",
                    models.CharField(
                        help_text="The notice that names the days off.",
                        max_length=200,
                        verbose_name="legal basis",
                    ),
                ),
            ],
            options={
                "verbose_name": "year with all its days off",
                "verbose_name_plural": "years with all their days off",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Routine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.SlugField(max_length=40, unique=True, verbose_name="name")),
                ("last_on", models.DateField(verbose_name="last done on")),
            ],
            options={
                "verbose_name": "daily routine",
                "verbose_name_plural": "daily routines",
                "ordering": ["name"],
            },
        ),
        migrations.RemoveField(
            model_name="check",
            name="digest",
        ),
        migrations.RemoveField(
            model_name="check",
            name="messages",
        ),
        migrations.RemoveField(
            model_name="historicalprocedure",
            name="lead_days",
        ),
        migrations.RemoveField(
            model_name="procedure",
            name="lead_days",
        ),
        migrations.AddField(
            model_name="case",
            name="counted_from",
            field=models.DateField(editable=False, help_text="where the clock began", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="days_allowed",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="working days after counted_from, while it runs",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="check",
            name="found",
            field=models.JSONField(
                default=list,
                help_text="code and values of each thing found: reform/cases/findings.py",
            ),
        ),
        migrations.AddField(
            model_name="historicalprocedure",
            name="rules",
            field=models.JSONField(
                blank=True,
                default=reform.models.procedure.every_rule,
                help_text="Dossiers are held against these, while a row of law is in force for them.",
                verbose_name="rules",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="rules",
            field=models.JSONField(
                blank=True,
                default=reform.models.procedure.every_rule,
                help_text="Dossiers are held against these, while a row of law is in force for them.",
                verbose_name="rules",
            ),
        ),
        migrations.AlterField(
            model_name="caserule",
            name="code",
            field=models.SlugField(
                choices=[
                    ("employees", "enough employees"),
                    ("autonomy", "autonomy is not lowered"),
                    ("headcount", "headcount is not raised"),
                    ("deputies", "deputies within the quota"),
                    ("surplus_deputies", "surplus deputies go in time"),
                    ("agencies", "governing agencies exist"),
                    ("planned_day", "operative after the decision"),
                ],
                max_length=40,
                verbose_name="rule",
            ),
        ),
        migrations.AlterField(
            model_name="check",
            name="rule",
            field=models.SlugField(
                choices=[
                    ("register", "the register allows it"),
                    ("papers", "all papers are there"),
                    ("employees", "enough employees"),
                    ("autonomy", "autonomy is not lowered"),
                    ("headcount", "headcount is not raised"),
                    ("deputies", "deputies within the quota"),
                    ("surplus_deputies", "surplus deputies go in time"),
                    ("agencies", "governing agencies exist"),
                    ("planned_day", "operative after the decision"),
                ],
                max_length=40,
                verbose_name="rule",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcaserule",
            name="code",
            field=models.SlugField(
                choices=[
                    ("employees", "enough employees"),
                    ("autonomy", "autonomy is not lowered"),
                    ("headcount", "headcount is not raised"),
                    ("deputies", "deputies within the quota"),
                    ("surplus_deputies", "surplus deputies go in time"),
                    ("agencies", "governing agencies exist"),
                    ("planned_day", "operative after the decision"),
                ],
                max_length=40,
                verbose_name="rule",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalCalendarYear",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(db_index=True, verbose_name="year")),
                (
                    "legal_basis",
                    models.CharField(
                        help_text="The notice that names the days off.",
                        max_length=200,
                        verbose_name="legal basis",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical year with all its days off",
                "verbose_name_plural": "historical years with all their days off",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProcedureStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "being drafted"),
                            ("submitted", "submitted"),
                            ("accepted", "accepted as complete"),
                            ("appraising", "under appraisal"),
                            ("supplement", "supplement requested"),
                            ("appraised", "appraised"),
                            ("approved", "approved"),
                            ("executed", "executed"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "lead_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="working days",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="reform.procedure",
                        verbose_name="procedure",
                    ),
                ),
            ],
            options={
                "verbose_name": "status",
                "verbose_name_plural": "statuses",
                "ordering": ["procedure", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "status"), name="procedurestage_once"
                    )
                ],
            },
        ),
        migrations.RunPython(load_case_stages, migrations.RunPython.noop),
    ]
