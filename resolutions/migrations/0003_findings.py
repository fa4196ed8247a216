import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0002_document_parts"),
        ("units", "0003_tally"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="baseline_year_to",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="If it is a period of years.",
                null=True,
                verbose_name="last baseline year",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="The first day, of a month or a year.",
                null=True,
                verbose_name="day",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="day_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                max_length=5,
                verbose_name="precision",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="deadline",
            field=models.DateField(blank=True, null=True, verbose_name="deadline"),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="doubt",
            field=models.CharField(
                blank=True,
                choices=[
                    ("operator", "at least, at most or exactly"),
                    ("meaning", "what the words mean"),
                ],
                help_text="What the translation lost, for a reviewer to look up in the original.",
                max_length=10,
                verbose_name="to be confirmed",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="fulfilled_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The document that came of a planned step.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.legaldocument",
                verbose_name="fulfilled by",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Of whose implementation the words speak.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.legaldocument",
                verbose_name="document carried out",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="is_promise",
            field=models.BooleanField(
                default=False,
                help_text="What is to come, not what has been reached.",
                verbose_name="promised",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="operator",
            field=models.CharField(
                blank=True,
                choices=[("at_least", "at least"), ("at_most", "at most"), ("exactly", "exactly")],
                help_text="Of a promise; empty if the words do not say.",
                max_length=10,
                verbose_name="operator",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="organiser",
            field=models.CharField(
                blank=True,
                help_text="As this source calls it.",
                max_length=200,
                verbose_name="held by",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="stated_day",
            field=models.CharField(
                blank=True,
                help_text="As printed: “15 December”.",
                max_length=60,
                verbose_name="stated day",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="stated_years",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="“After 5 years”.",
                null=True,
                verbose_name="stated number of years",
            ),
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="year_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The claim that tells the year, if this source does not.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.sourceclaim",
                verbose_name="year inferred from",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="baseline_year_to",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="If it is a period of years.",
                null=True,
                verbose_name="last baseline year",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="The first day, of a month or a year.",
                null=True,
                verbose_name="day",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="day_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                max_length=5,
                verbose_name="precision",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="deadline",
            field=models.DateField(blank=True, null=True, verbose_name="deadline"),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="doubt",
            field=models.CharField(
                blank=True,
                choices=[
                    ("operator", "at least, at most or exactly"),
                    ("meaning", "what the words mean"),
                ],
                help_text="What the translation lost, for a reviewer to look up in the original.",
                max_length=10,
                verbose_name="to be confirmed",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="fulfilled_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The document that came of a planned step.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="planned_in",
                to="resolutions.legaldocument",
                verbose_name="fulfilled by",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                help_text="Of whose implementation the words speak.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reported_in",
                to="resolutions.legaldocument",
                verbose_name="document carried out",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="is_promise",
            field=models.BooleanField(
                default=False,
                help_text="What is to come, not what has been reached.",
                verbose_name="promised",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="operator",
            field=models.CharField(
                blank=True,
                choices=[("at_least", "at least"), ("at_most", "at most"), ("exactly", "exactly")],
                help_text="Of a promise; empty if the words do not say.",
                max_length=10,
                verbose_name="operator",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="organiser",
            field=models.CharField(
                blank=True,
                help_text="As this source calls it.",
                max_length=200,
                verbose_name="held by",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="stated_day",
            field=models.CharField(
                blank=True,
                help_text="As printed: “15 December”.",
                max_length=60,
                verbose_name="stated day",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="stated_years",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="“After 5 years”.",
                null=True,
                verbose_name="stated number of years",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="year_from",
            field=models.ForeignKey(
                blank=True,
                help_text="The claim that tells the year, if this source does not.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="resolutions.sourceclaim",
                verbose_name="year inferred from",
            ),
        ),
        migrations.AlterField(
            model_name="historicalsourceclaim",
            name="indicator",
            field=models.CharField(
                blank=True,
                choices=[
                    ("units", "number of units"),
                    ("units_reduction_absolute", "fewer units, in units"),
                    ("units_reduction_percent", "fewer units, in percent"),
                    ("autonomy_rate", "share of financially autonomous units"),
                    ("payroll_from_budget_reduction", "fewer people paid from the state budget"),
                    (
                        "direct_budget_spending_reduction_avg",
                        "lower direct state budget spending, on average",
                    ),
                    (
                        "eligible_units_converted",
                        "eligible units converted into joint-stock companies",
                    ),
                    ("payroll_streamlined_people", "people who left the payroll"),
                    (
                        "administrative_orgs_cut",
                        "administrative organisations cut (not public service units)",
                    ),
                    ("divisions_cut", "divisions of agencies cut (not public service units)"),
                    ("verdict", "a judgement without figure"),
                    ("meeting", "a meeting: who held it, and when"),
                    ("planned_day", "a step planned for a day"),
                    ("content", "what a document consists of"),
                    ("context", "circumstances, not part of the reform"),
                ],
                max_length=40,
                verbose_name="subject",
            ),
        ),
        migrations.AlterField(
            model_name="historicalsourceclaim",
            name="quote",
            field=models.TextField(
                blank=True,
                help_text="Empty only where nobody has read them yet.",
                verbose_name="quoted words",
            ),
        ),
        migrations.AlterField(
            model_name="sourceclaim",
            name="indicator",
            field=models.CharField(
                blank=True,
                choices=[
                    ("units", "number of units"),
                    ("units_reduction_absolute", "fewer units, in units"),
                    ("units_reduction_percent", "fewer units, in percent"),
                    ("autonomy_rate", "share of financially autonomous units"),
                    ("payroll_from_budget_reduction", "fewer people paid from the state budget"),
                    (
                        "direct_budget_spending_reduction_avg",
                        "lower direct state budget spending, on average",
                    ),
                    (
                        "eligible_units_converted",
                        "eligible units converted into joint-stock companies",
                    ),
                    ("payroll_streamlined_people", "people who left the payroll"),
                    (
                        "administrative_orgs_cut",
                        "administrative organisations cut (not public service units)",
                    ),
                    ("divisions_cut", "divisions of agencies cut (not public service units)"),
                    ("verdict", "a judgement without figure"),
                    ("meeting", "a meeting: who held it, and when"),
                    ("planned_day", "a step planned for a day"),
                    ("content", "what a document consists of"),
                    ("context", "circumstances, not part of the reform"),
                ],
                max_length=40,
                verbose_name="subject",
            ),
        ),
        migrations.AlterField(
            model_name="sourceclaim",
            name="quote",
            field=models.TextField(
                blank=True,
                help_text="Empty only where nobody has read them yet.",
                verbose_name="quoted words",
            ),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(help_text="Its code.", max_length=50, verbose_name="rule"),
                ),
                (
                    "key",
                    models.CharField(help_text="Tells findings of one rule apart.", max_length=100),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        max_length=6,
                        verbose_name="severity",
                    ),
                ),
                (
                    "values",
                    models.JSONField(help_text="Numbers and days as text.", verbose_name="values"),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="Of all that it rests on: another one opens it again.",
                        max_length=64,
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                (
                    "lapsed_at",
                    models.DateTimeField(null=True, verbose_name="no longer holds since"),
                ),
                ("assigned_at", models.DateTimeField(null=True, verbose_name="assigned at")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved at")),
                ("note", models.TextField(blank=True, verbose_name="how it was resolved")),
                ("reopened_at", models.DateTimeField(null=True, verbose_name="opened again at")),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "claims",
                    models.ManyToManyField(
                        related_name="findings", to="resolutions.sourceclaim", verbose_name="claims"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        help_text="Empty: the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings_resolved",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["-found_at", "rule", "key"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFinding",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(help_text="Its code.", max_length=50, verbose_name="rule"),
                ),
                (
                    "key",
                    models.CharField(help_text="Tells findings of one rule apart.", max_length=100),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        max_length=6,
                        verbose_name="severity",
                    ),
                ),
                (
                    "values",
                    models.JSONField(help_text="Numbers and days as text.", verbose_name="values"),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="Of all that it rests on: another one opens it again.",
                        max_length=64,
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                (
                    "lapsed_at",
                    models.DateTimeField(null=True, verbose_name="no longer holds since"),
                ),
                ("assigned_at", models.DateTimeField(null=True, verbose_name="assigned at")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved at")),
                ("note", models.TextField(blank=True, verbose_name="how it was resolved")),
                ("reopened_at", models.DateTimeField(null=True, verbose_name="opened again at")),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
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
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical finding",
                "verbose_name_plural": "historical findings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(db_index=True, max_length=300, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "conference"),
                            ("working_session", "working session"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What the meeting was about.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.legaldocument",
                        verbose_name="document",
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
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, unique=True, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conference", "conference"),
                            ("working_session", "working session"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="What the meeting was about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="resolutions.legaldocument",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["title"],
            },
        ),
        migrations.AddField(
            model_name="historicalsourceclaim",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AddField(
            model_name="sourceclaim",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="resolutions.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("day__isnull", True), ("day_precision", ""), ("year_from__isnull", True)
                    ),
                    models.Q(
                        models.Q(("day_precision", ""), _negated=True), ("day__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="sourceclaim_day",
                violation_error_message="A day needs its precision; without a day, none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("baseline_year_to__isnull", True),
                    models.Q(
                        ("baseline_year__isnull", False),
                        ("baseline_year_to__gte", models.F("baseline_year")),
                    ),
                    _connector="OR",
                ),
                name="sourceclaim_baseline",
                violation_error_message="The last baseline year can't be before the first.",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["province", "lapsed_at"], name="finding_of_province"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("rule", "key"), name="finding_once"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("note", ""), ("resolved_at__isnull", True), ("resolved_by__isnull", True)
                    ),
                    models.Q(
                        ("resolved_at__isnull", False),
                        ("resolved_by__isnull", False),
                        models.Q(("note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_resolved_by_somebody_with_a_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assigned_at__isnull", True), ("assigned_to__isnull", True)),
                    models.Q(("assigned_at__isnull", False), ("assigned_to__isnull", False)),
                    _connector="OR",
                ),
                name="finding_assigned_to_somebody",
            ),
        ),
    ]
