import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0001_promises"),
        ("units", "0002_legal_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("viewpoint_group", "group of viewpoints"),
                            ("viewpoint", "viewpoint"),
                            ("goal", "goal"),
                            ("task_group", "group of tasks and solutions"),
                            ("task", "task or solution"),
                            ("chapter", "chapter"),
                            ("article", "article"),
                            ("clause", "clause"),
                            ("point", "point"),
                            ("other", "other part"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="As printed: 1, II, 3.2, a.", max_length=20, verbose_name="number"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The order among the parts beside it.",
                        verbose_name="position",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="Empty if nobody has entered it.",
                        max_length=500,
                        verbose_name="heading",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
            ],
            options={
                "verbose_name": "part of a document",
                "verbose_name_plural": "parts of a document",
                "ordering": ["document", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocumentPart",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("viewpoint_group", "group of viewpoints"),
                            ("viewpoint", "viewpoint"),
                            ("goal", "goal"),
                            ("task_group", "group of tasks and solutions"),
                            ("task", "task or solution"),
                            ("chapter", "chapter"),
                            ("article", "article"),
                            ("clause", "clause"),
                            ("point", "point"),
                            ("other", "other part"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="As printed: 1, II, 3.2, a.", max_length=20, verbose_name="number"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The order among the parts beside it.",
                        verbose_name="position",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="Empty if nobody has entered it.",
                        max_length=500,
                        verbose_name="heading",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical part of a document",
                "verbose_name_plural": "historical parts of a document",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDocumentRelation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("implements", "implements"),
                            ("guides", "details or guides"),
                            ("amends", "amends"),
                            ("replaces", "replaces"),
                            ("repeals", "repeals"),
                            ("based_on", "is based on"),
                            ("cites", "cites"),
                            ("attached_to", "is attached to"),
                            ("answers", "answers"),
                            ("continues", "continues"),
                            ("together_with", "is implemented together with"),
                        ],
                        max_length=14,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical relation of documents",
                "verbose_name_plural": "historical relations of documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="content_type",
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="file",
            field=models.TextField(blank=True, editable=False, max_length=200, verbose_name="file"),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="filename",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="file name"
            ),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="province",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Whose document it is. Empty: national, for every member to read.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="units.province",
                verbose_name="province",
            ),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="signer",
            field=models.CharField(
                blank=True,
                help_text="The office that signed, as printed; empty if unknown.",
                max_length=200,
                verbose_name="signed by",
            ),
        ),
        migrations.AddField(
            model_name="historicallegaldocument",
            name="size",
            field=models.PositiveBigIntegerField(
                blank=True, editable=False, null=True, verbose_name="size in bytes"
            ),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="content_type",
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="file",
            field=models.FileField(
                blank=True,
                editable=False,
                max_length=200,
                upload_to="documents/%Y/%m/",
                verbose_name="file",
            ),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="filename",
            field=models.CharField(
                blank=True, editable=False, max_length=200, verbose_name="file name"
            ),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="province",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose document it is. Empty: national, for every member to read.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="legal_documents",
                to="units.province",
                verbose_name="province",
            ),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="signer",
            field=models.CharField(
                blank=True,
                help_text="The office that signed, as printed; empty if unknown.",
                max_length=200,
                verbose_name="signed by",
            ),
        ),
        migrations.AddField(
            model_name="legaldocument",
            name="size",
            field=models.PositiveBigIntegerField(
                blank=True, editable=False, null=True, verbose_name="size in bytes"
            ),
        ),
        migrations.AddConstraint(
            model_name="legaldocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True),
                    ("issued_on__isnull", True),
                    ("expires_on__gt", models.F("issued_on")),
                    _connector="OR",
                ),
                name="legaldocument_ends_after_its_issue",
                violation_error_message="It can't end before it was issued.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legaldocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("sha256", ""), ("size__isnull", True)),
                    models.Q(
                        models.Q(("file", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                        ("size__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="legaldocument_file_with_its_fingerprint",
            ),
        ),
        migrations.AddField(
            model_name="documentpart",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="resolutions.legaldocument",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="documentpart",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: stands directly in the document.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="resolutions.documentpart",
                verbose_name="inside",
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentpart",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.legaldocument",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentpart",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentpart",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: stands directly in the document.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.documentpart",
                verbose_name="inside",
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentrelation",
            name="from_document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.legaldocument",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentrelation",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicaldocumentrelation",
            name="to_document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="resolutions.legaldocument",
                verbose_name="other document",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpart",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent", None)),
                fields=("document", "kind", "number"),
                name="documentpart_once",
                violation_error_message="The document has a part of this kind and number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpart",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent__isnull", False)),
                fields=("parent", "kind", "number"),
                name="documentpart_once_inside",
                violation_error_message="There is a part of this kind and number inside it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="documentpart_inside_another",
                violation_error_message="A part can't be inside itself.",
            ),
        ),
    ]
