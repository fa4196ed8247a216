from django.db import migrations

from units.law import load


def load_legal_lists(apps, schema_editor):
    load(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Provinces, sectors and agency levels: the register can't be asked anything without them."""

    dependencies = [("units", "0001_register")]

    operations = [migrations.RunPython(load_legal_lists, migrations.RunPython.noop)]
