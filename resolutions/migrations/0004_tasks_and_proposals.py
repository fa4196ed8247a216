import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from resolutions.law import load


def load_topics(apps, schema_editor):
    load(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0003_findings"),
        ("units", "0003_tally"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("name_en", models.CharField(max_length=150, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["position", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoodPractice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="practice")),
                ("text", models.TextField(verbose_name="what is done")),
                (
                    "noted_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="noted on",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="A link, or the words by which it can be found.",
                        max_length=500,
                        verbose_name="evidence: other",
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        blank=True,
                        help_text="Body or office.",
                        max_length=200,
                        verbose_name="proposed for replication by",
                    ),
                ),
                (
                    "proposed_on",
                    models.DateField(blank=True, null=True, verbose_name="proposed on"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "replicated elsewhere"),
                            ("declined", "not replicated"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_on",
                    models.DateField(blank=True, null=True, verbose_name="outcome known on"),
                ),
                ("outcome_text", models.TextField(blank=True, verbose_name="what came of it")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
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
                    "evidence_document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.legaldocument",
                        verbose_name="evidence: document",
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
                        help_text="Empty: of a body of the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical good practice",
                "verbose_name_plural": "historical good practices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMonitoringVisit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("visitor", models.CharField(max_length=200, verbose_name="who visited")),
                (
                    "visited_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="visited on",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical monitoring visit",
                "verbose_name_plural": "historical monitoring visits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProposal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "proposer",
                    models.CharField(
                        blank=True,
                        help_text="The body or office that asked.",
                        max_length=200,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="asked on",
                    ),
                ),
                (
                    "forum",
                    models.CharField(
                        help_text="Where it was put: a conference, a letter.",
                        max_length=300,
                        verbose_name="forum",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Which proposal put there: 1, 2, 3 …",
                        verbose_name="position",
                    ),
                ),
                (
                    "addressee",
                    models.CharField(
                        blank=True,
                        help_text="Empty if unknown.",
                        max_length=200,
                        verbose_name="addressee",
                    ),
                ),
                ("subject", models.TextField(verbose_name="what is asked for")),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="In the language in which it was read.",
                        verbose_name="words of the source",
                    ),
                ),
                (
                    "aimed_at_name",
                    models.CharField(
                        blank=True,
                        help_text="If no such document is there yet.",
                        max_length=300,
                        verbose_name="instrument asked for",
                    ),
                ),
                (
                    "acknowledged_on",
                    models.DateField(blank=True, null=True, verbose_name="acknowledged on"),
                ),
                (
                    "answer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_full", "grants it in full"),
                            ("in_part", "grants it in part"),
                            ("refusal", "refuses it"),
                        ],
                        max_length=8,
                        verbose_name="the answer",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="words of the answer")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="withdrawn on"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
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
                    "aimed_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.legaldocument",
                        verbose_name="document aimed at",
                    ),
                ),
                (
                    "answer_document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.legaldocument",
                        verbose_name="document of the answer",
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
                        help_text="Empty: asked by a body of the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical proposal",
                "verbose_name_plural": "historical proposals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTask",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Which task of this document: 1, 2, 3 …",
                        verbose_name="position",
                    ),
                ),
                ("text", models.TextField(verbose_name="task")),
                (
                    "agency_name",
                    models.CharField(
                        blank=True,
                        help_text="For an agency that is not in the register.",
                        max_length=200,
                        verbose_name="agency as the document names it",
                    ),
                ),
                (
                    "person_office",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="office of the person"
                    ),
                ),
                (
                    "person_name",
                    models.CharField(
                        blank=True,
                        help_text="By name: an office alone leaves the task incomplete.",
                        max_length=150,
                        verbose_name="responsible person",
                    ),
                ),
                (
                    "deadline",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it can be done.",
                        null=True,
                        verbose_name="deadline",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        help_text="What can be counted when it is done, as: schools merged.",
                        max_length=300,
                        verbose_name="measurable result",
                    ),
                ),
                (
                    "whole",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="12 schools: 12.",
                        null=True,
                        verbose_name="how many make the whole",
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.agency",
                        verbose_name="responsible agency",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.documentpart",
                        verbose_name="part of the document",
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
            ],
            options={
                "verbose_name": "historical task",
                "verbose_name_plural": "historical tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MonitoringVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visitor", models.CharField(max_length=200, verbose_name="who visited")),
                (
                    "visited_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="visited on",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "monitoring visit",
                "verbose_name_plural": "monitoring visits",
                "ordering": [
                    models.OrderBy(models.F("visited_on"), descending=True, nulls_last=True),
                    "visitor",
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalVisitRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("text", models.TextField(verbose_name="what was asked for")),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="In the language in which it was read.",
                        verbose_name="words of the source",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty if unknown.", null=True, verbose_name="due on"
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="came back on"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what came back")),
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
                    "answer_document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.legaldocument",
                        verbose_name="with which document",
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
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.monitoringvisit",
                        verbose_name="monitoring visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical request of a visit",
                "verbose_name_plural": "historical requests of visits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposer",
                    models.CharField(
                        blank=True,
                        help_text="The body or office that asked.",
                        max_length=200,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="asked on",
                    ),
                ),
                (
                    "forum",
                    models.CharField(
                        help_text="Where it was put: a conference, a letter.",
                        max_length=300,
                        verbose_name="forum",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Which proposal put there: 1, 2, 3 …",
                        verbose_name="position",
                    ),
                ),
                (
                    "addressee",
                    models.CharField(
                        blank=True,
                        help_text="Empty if unknown.",
                        max_length=200,
                        verbose_name="addressee",
                    ),
                ),
                ("subject", models.TextField(verbose_name="what is asked for")),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="In the language in which it was read.",
                        verbose_name="words of the source",
                    ),
                ),
                (
                    "aimed_at_name",
                    models.CharField(
                        blank=True,
                        help_text="If no such document is there yet.",
                        max_length=300,
                        verbose_name="instrument asked for",
                    ),
                ),
                (
                    "acknowledged_on",
                    models.DateField(blank=True, null=True, verbose_name="acknowledged on"),
                ),
                (
                    "answer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_full", "grants it in full"),
                            ("in_part", "grants it in part"),
                            ("refusal", "refuses it"),
                        ],
                        max_length=8,
                        verbose_name="the answer",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="words of the answer")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="withdrawn on"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "aimed_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_to_change",
                        to="resolutions.legaldocument",
                        verbose_name="document aimed at",
                    ),
                ),
                (
                    "answer_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals_answered",
                        to="resolutions.legaldocument",
                        verbose_name="document of the answer",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: asked by a body of the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="proposals",
                        to="resolutions.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": [
                    models.OrderBy(models.F("asked_on"), nulls_first=True),
                    "forum",
                    "province",
                    "position",
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Which task of this document: 1, 2, 3 …",
                        verbose_name="position",
                    ),
                ),
                ("text", models.TextField(verbose_name="task")),
                (
                    "agency_name",
                    models.CharField(
                        blank=True,
                        help_text="For an agency that is not in the register.",
                        max_length=200,
                        verbose_name="agency as the document names it",
                    ),
                ),
                (
                    "person_office",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="office of the person"
                    ),
                ),
                (
                    "person_name",
                    models.CharField(
                        blank=True,
                        help_text="By name: an office alone leaves the task incomplete.",
                        max_length=150,
                        verbose_name="responsible person",
                    ),
                ),
                (
                    "deadline",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it can be done.",
                        null=True,
                        verbose_name="deadline",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        help_text="What can be counted when it is done, as: schools merged.",
                        max_length=300,
                        verbose_name="measurable result",
                    ),
                ),
                (
                    "whole",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="12 schools: 12.",
                        null=True,
                        verbose_name="how many make the whole",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="units.agency",
                        verbose_name="responsible agency",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="resolutions.legaldocument",
                        verbose_name="document",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="resolutions.documentpart",
                        verbose_name="part of the document",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "ordering": [
                    models.OrderBy(models.F("deadline"), nulls_last=True),
                    "document",
                    "position",
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reported_on", models.DateField(verbose_name="as of")),
                ("text", models.TextField(verbose_name="what has been done")),
                (
                    "done",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of the whole, since the beginning. Empty if it was not counted.",
                        null=True,
                        verbose_name="done so far",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="A link, or the words by which it can be found.",
                        max_length=500,
                        verbose_name="evidence: other",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "evidence_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_of",
                        to="resolutions.legaldocument",
                        verbose_name="evidence: document",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="resolutions.task",
                        verbose_name="task",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress report",
                "verbose_name_plural": "progress reports",
                "ordering": ["-reported_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProposal_topics",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="resolutions.historicalproposal",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.proposal",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="resolutions.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalProposal_topics",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="VisitRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("text", models.TextField(verbose_name="what was asked for")),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="In the language in which it was read.",
                        verbose_name="words of the source",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, help_text="Empty if unknown.", null=True, verbose_name="due on"
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="came back on"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what came back")),
                (
                    "answer_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_requests_answered",
                        to="resolutions.legaldocument",
                        verbose_name="with which document",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="resolutions.monitoringvisit",
                        verbose_name="monitoring visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "request of a visit",
                "verbose_name_plural": "requests of visits",
                "ordering": ["visit", "position"],
            },
        ),
        migrations.CreateModel(
            name="GoodPractice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="practice")),
                ("text", models.TextField(verbose_name="what is done")),
                (
                    "noted_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty if unknown.",
                        null=True,
                        verbose_name="noted on",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="A link, or the words by which it can be found.",
                        max_length=500,
                        verbose_name="evidence: other",
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        blank=True,
                        help_text="Body or office.",
                        max_length=200,
                        verbose_name="proposed for replication by",
                    ),
                ),
                (
                    "proposed_on",
                    models.DateField(blank=True, null=True, verbose_name="proposed on"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "replicated elsewhere"),
                            ("declined", "not replicated"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_on",
                    models.DateField(blank=True, null=True, verbose_name="outcome known on"),
                ),
                ("outcome_text", models.TextField(blank=True, verbose_name="what came of it")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this is known from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "evidence_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="resolutions.legaldocument",
                        verbose_name="evidence: document",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: of a body of the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="units.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="units.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "good practice",
                "verbose_name_plural": "good practices",
                "ordering": [
                    models.OrderBy(models.F("proposed_on"), descending=True, nulls_last=True),
                    "title",
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("province", "title"), name="goodpractice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_on__isnull", True),
                            models.Q(("proposed_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="goodpractice_proposed_by",
                        violation_error_message="Say who proposed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), _negated=True),
                            models.Q(("outcome_on__isnull", True), ("outcome_text", "")),
                            _connector="OR",
                        ),
                        name="goodpractice_outcome",
                        violation_error_message="Say what the outcome is.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="monitoringvisit",
            constraint=models.UniqueConstraint(
                models.F("province"),
                models.F("visitor"),
                models.F("subject"),
                django.db.models.functions.comparison.Coalesce(
                    "visited_on", models.Value(datetime.date(1, 1, 1), models.DateField())
                ),
                name="monitoringvisit_once",
                violation_error_message="This visit is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("document", "position"), name="task_once"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("whole__isnull", True), ("whole__gte", 1), _connector="OR"),
                name="task_whole",
                violation_error_message="The whole is at least 1; leave it empty if unknown.",
            ),
        ),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(fields=["task", "-reported_on", "-id"], name="progressreport_last"),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done__isnull", True),
                    ("done", 0),
                    ("evidence_document__isnull", False),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="progressreport_evidence",
                violation_error_message="What is counted as done needs evidence.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce(
                    "province",
                    models.Value(0, models.BigIntegerField()),
                    output_field=models.BigIntegerField(),
                ),
                models.F("forum"),
                django.db.models.functions.comparison.Coalesce(
                    "asked_on", models.Value(datetime.date(1, 1, 1), models.DateField())
                ),
                models.F("position"),
                name="proposal_once",
                violation_error_message="There is such a proposal already: take the next number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_kind", ""), _negated=True),
                    models.Q(
                        ("answer", ""),
                        ("answer_document__isnull", True),
                        ("answered_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="proposal_answer_kind",
                violation_error_message="Say whether the answer grants it in full, in part or refuses it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledged_on__isnull", True),
                    ("asked_on__isnull", True),
                    ("acknowledged_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="proposal_acknowledged_on",
                violation_error_message="Nothing comes of a proposal before it is asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on__isnull", True),
                    ("asked_on__isnull", True),
                    ("answered_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="proposal_answered_on",
                violation_error_message="Nothing comes of a proposal before it is asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True),
                    ("asked_on__isnull", True),
                    ("withdrawn_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="proposal_withdrawn_on",
                violation_error_message="Nothing comes of a proposal before it is asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitrequest",
            constraint=models.UniqueConstraint(
                fields=("visit", "position"), name="visitrequest_once"
            ),
        ),
        migrations.RunPython(load_topics, migrations.RunPython.noop),
    ]
