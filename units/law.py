"""The legal lists that the register starts from: provinces, sectors, agency levels.

They are rows, kept as tables in ``fixtures/law``; this module brings the tables of the database to
what those files say. Loading twice changes nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from .names import sort_key

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "law"


def load(registry, using: str = "default") -> None:
    """Write all legal lists; ``registry`` is an app registry (a migration passes its own)."""
    load_list(registry.get_model("units", "Sector"), "sectors.csv", using)
    load_list(registry.get_model("units", "AgencyLevel"), "levels.csv", using)
    load_provinces(registry.get_model("units", "Province"), using)


def load_list(model, filename: str, using: str) -> None:
    """A list whose rows are known by their code alone."""
    for row in rows_of(filename):
        values = {name: day_or(value) for name, value in row.items() if name != "code"}
        if "also_called" in values:
            values["also_called"] = "\n".join(values["also_called"].split("|"))
        for name in ("valid_from", "valid_to"):
            if name in values:
                values[name] = values[name] or None
        model.objects.using(using).update_or_create(code=row["code"], defaults=values)


def load_provinces(model, using: str) -> None:
    """All provinces of Resolution 202/2025/QH15, before and after, then who succeeded whom."""
    provinces = model.objects.using(using)
    rows = rows_of("provinces.csv")
    found = {}
    for row in rows:
        values = {name: row[name] for name in ("name", "kind", "legal_basis", "note")}
        found[row["code"], row["valid_from"]], _ = provinces.update_or_create(
            code=row["code"],
            valid_from=day_or(row["valid_from"]),
            defaults={
                **values,
                "valid_to": day_or(row["valid_to"]) or None,
                "sort_key": sort_key(row["name"])[:250],
            },
        )
    for row in rows:
        province = found[row["code"], row["valid_from"]]
        heir = found.get((row["heir_code"], row["heir_from"]))
        if province.succeeded_by_id != (heir.pk if heir else None):
            province.succeeded_by = heir
            province.save(using=using, update_fields=["succeeded_by"])


def rows_of(filename: str) -> list[dict[str, str]]:
    with (FOLDER / filename).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day_or(value: str) -> dt.date | str:
    """A date where the text is one, else the text itself."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value
