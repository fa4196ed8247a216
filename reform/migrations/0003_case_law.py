from django.db import migrations

from reform.law import load


def load_case_law(apps, schema_editor):
    load(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Procedures, papers, reasons, rules and holidays: no dossier can be opened without them."""

    dependencies = [("reform", "0002_case_desk"), ("units", "0002_legal_lists")]

    operations = [migrations.RunPython(load_case_law, migrations.RunPython.noop)]
