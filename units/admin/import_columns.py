"""Which column of a list holds which field; where a heading stands twice, only a person can say."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from ..imports.layouts import Field
from ..imports.xmlparts import column_letters

#: Said of a field whose heading stands over several columns, none of which holds it.
NONE = "#"


class ColumnFields:
    """For the form of a batch: a column for each field."""

    def add_columns(self, columns: list[dict]) -> None:
        self.headings = [("", "–"), *((one["heading"], column_label(one)) for one in columns)]
        for field in self.layout.importable() if columns else ():
            self.fields[f"column_{field.name}"] = self.column_field(field)

    def column_field(self, field: Field) -> forms.ChoiceField:
        """Where the heading that speaks for the field stands over several columns, no column is
        chosen beforehand and one has to be, be it none."""
        known = self.given.mapping.get(field.name)
        doubtful = known is None and field.name in self.rivals
        first, none = ("", _("– choose a column –")), (NONE, _("none of them"))
        initial = self.proposed(field.name)[0] if known is None else known
        return forms.ChoiceField(
            label=field.label,
            choices=[first, *self.headings[1:], none] if doubtful else self.headings,
            required=doubtful,
            initial="" if doubtful else initial,
            error_messages={"required": _("Several columns bear this heading: choose one.")},
        )

    @property
    def rivals(self) -> dict[str, list[dict]]:
        return self.batch.reading.get("rivals", {})

    @property
    def doubts(self) -> list[dict[str, object]]:
        """Headings that stand twice: the field that one of the columns may hold, and each column
        with its values in rows in which they differ."""
        return [
            {
                "field": self[f"column_{name}"],
                "heading": bare(several[0]["heading"]),
                "columns": [(column_letters(one["index"] + 1), one["values"]) for one in several],
            }
            for name, several in self.rivals.items()
            if f"column_{name}" in self.fields
        ]

    def proposed(self, name: str) -> tuple[str, float]:
        return self.batch.reading["proposals"].get(name, ("", 0))

    @property
    def lines(self) -> list[dict[str, object]]:
        """One for each field: its column, its value for all rows, and what spoke for the column."""
        known = {one["heading"]: one for one in self.batch.reading["columns"]}
        lines = []
        for field in self.layout.importable() if known else ():
            column, value, codes = (f"{what}_{field.name}" for what in ("column", "value", "codes"))
            heading, sure = self.proposed(field.name)
            chosen = known.get(self[column].value(), {})
            lines.append({
                "column": self[column],
                "value": self[value] if value in self.fields else None,
                "codes": self[codes] if codes in self.fields else None,
                "sure": round(sure * 100),
                "proposed": "" if field.name in self.rivals else heading,
                "samples": chosen.get("samples", ()),
                "required": field.required,
            })  # fmt: skip
        return lines

    def told_columns(self) -> dict[str, str]:
        """{field: heading}, with "" for a field that is not to be read."""
        said = {
            field.name: self.cleaned_data.get(f"column_{field.name}")
            for field in self.layout.importable()
        }
        return {
            name: "" if heading == NONE else heading
            for name, heading in said.items()
            if heading is not None
        }


def bare(name: str) -> str:
    """The heading in the name of one of several columns: "Đơn vị" of "Đơn vị#2"."""
    heading, _sign, ordinal = name.rpartition("#")
    return heading if ordinal.isdigit() else name


def column_label(column: Mapping[str, object]) -> str:
    """A heading; where it stands over several columns, with the letter of this one."""
    heading = bare(column["heading"])
    if heading == column["heading"]:
        return heading
    said = _("%(heading)s (column %(letters)s)")
    return said % {"heading": heading, "letters": column_letters(column["index"] + 1)}
