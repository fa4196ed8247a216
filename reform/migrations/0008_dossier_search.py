from django.db import migrations, models

from units.names import search_key

CHUNK = 1000


def fold(apps, schema_editor):
    """Write the key of the dossiers that were opened before there was one."""
    cases = apps.get_model("reform", "Case").objects.using(schema_editor.connection.alias)
    written = []
    for case in cases.only("number", "title").iterator(CHUNK):
        case.search_key = search_key(f"{case.number} {case.title}")[:380]
        written.append(case)
    cases.bulk_update(written, ["search_key"], batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [
        ("reform", "0007_api_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="search_key",
            field=models.CharField(default="", editable=False, max_length=380),
            preserve_default=False,
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]
