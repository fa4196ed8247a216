"""Keep the counts of whole years too, and find the few events by which units leave the register."""

from django.db import migrations, models
from django.db.models import Sum
from django.db.models.functions import TruncYear

IN_YEARS = {
    "sector": "y_sector",
    "level": "y_level",
    "autonomy": "y_autonomy",
    "service": "y_service",
    "having": "y_having",
    "sum": "y_sum",
    "having_alive": "y_hav_alive",
    "sum_alive": "y_sum_alive",
}


def keep(apps, schema_editor) -> None:
    tally = apps.get_model("units", "Tally")
    rows = tally.objects.using(schema_editor.connection.alias).filter(recorded_at=None)
    for subject, in_years in IN_YEARS.items():
        sums = (
            rows.filter(subject=subject)
            .order_by()
            .values("area", "key", "bloc", "value", year=TruncYear("day"))
            .annotate(number_of_year=Sum("number"))
        )
        tally.objects.using(schema_editor.connection.alias).bulk_create(
            (
                tally(
                    area=one["area"], subject=in_years, key=one["key"], bloc=one["bloc"],
                    value=one["value"], day=one["year"], number=one["number_of_year"],
                )
                for one in sums.iterator()
            ),
            batch_size=500,
        )  # fmt: skip


def forget(apps, schema_editor) -> None:
    tally = apps.get_model("units", "Tally")
    tally.objects.using(schema_editor.connection.alias).filter(
        subject__in=IN_YEARS.values()
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("units", "0005_raw_texts_in_order")]

    operations = [
        migrations.RunPython(keep, forget, elidable=True),
        migrations.RemoveIndex(model_name="tally", name="tally_reading"),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                fields=["area", "subject", "day", "key", "bloc", "value", "number"],
                condition=models.Q(recorded_at__isnull=True),
                name="tally_reading",
            ),
        ),
        migrations.AddIndex(
            model_name="reorganizationevent",
            index=models.Index(fields=["kind", "province"], name="event_of_kind"),
        ),
    ]
