"""The rows of law that the case desk starts from: procedures with their papers, reasons, rules,
quotas, holidays of a fixed date. Kept as tables in ``fixtures/law``; loading twice changes nothing.

Tết and the Hùng Kings' day move with the moon and are announced each year: the office enters them.
"""

from __future__ import annotations

from units.law import rows_of

from .choices import ProcedureState

#: model: (file, the columns by which a row is known).
LISTS = {
    "CodedReason": ("coded_reasons.csv", ("code",)),
    "CaseRule": ("case_rules.csv", ("code", "valid_from")),
    "CalendarDay": ("calendar_days.csv", ("day",)),
}


def load(registry, using: str = "default") -> None:
    """Write all rows; ``registry`` is an app registry (a migration passes its own)."""
    for name, (filename, key) in LISTS.items():
        model = registry.get_model("reform", name)
        for row in rows_of(filename):
            values = filled(row)
            known_by = {column: values.pop(column) for column in key}
            model.objects.using(using).update_or_create(**known_by, defaults=values)
    load_procedures(registry, using)
    load_quotas(registry, using)


def load_procedures(registry, using: str) -> None:
    procedures = registry.get_model("reform", "Procedure").objects.using(using)
    papers = registry.get_model("reform", "RequiredDocument").objects.using(using)
    found = {}
    for row in rows_of("procedures.csv"):
        values = filled(row) | {"kind": row["kind"], "state": ProcedureState.PUBLISHED}
        known_by = {"code": values.pop("code"), "edition": values.pop("edition")}
        found[row["code"]], _created = procedures.update_or_create(**known_by, defaults=values)
    for row in rows_of("required_documents.csv"):
        values = filled(row)
        known_by = {"procedure": found[values.pop("procedure")], "code": values.pop("code")}
        papers.update_or_create(**known_by, defaults=values)


def load_stages(registry, using: str = "default") -> None:
    """The statuses of the procedures, with their working days."""
    procedures = registry.get_model("reform", "Procedure").objects.using(using)
    stages = registry.get_model("reform", "ProcedureStage").objects.using(using)
    for row in rows_of("procedure_stages.csv"):
        values = filled(row)
        known_by = {
            "procedure": procedures.get(code=values.pop("procedure"), edition=1),
            "status": values.pop("status"),
        }
        stages.update_or_create(**known_by, defaults=values)


def load_quotas(registry, using: str) -> None:
    levels = registry.get_model("units", "AgencyLevel").objects.using(using)
    quotas = registry.get_model("reform", "DeputyQuota").objects.using(using)
    keys = dict(levels.values_list("code", "pk"))
    for row in rows_of("deputy_quotas.csv"):
        values = filled(row)
        level = values.pop("level")
        quotas.update_or_create(**values, level_id=keys[level] if level else None)


def filled(row: dict[str, str]) -> dict[str, str | None]:
    """An empty cell of a table says that nothing is known."""
    return {name: value or None for name, value in row.items()}


def load_plan_periods(registry, using: str = "default") -> None:
    """Write the periods for which provinces plan."""
    periods = registry.get_model("reform", "PlanPeriod").objects.using(using)
    for position, row in enumerate(rows_of("plan_periods.csv"), 1):
        known_by = {"code": row.pop("code")}
        periods.update_or_create(**known_by, defaults=row | {"position": position})
