"""Which part of a file is the list: its sheets, one of its tables; codes and days put right."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..imports.corrections import SWAPPED
from ..imports.instructions import Instructions

NAMES = [("", _("nothing")), ("sector", _("the sector")), ("agency", _("the governing agency"))]
ARROW = "→"


class ShapeFields:
    """For the form of a batch: fields for what the file offers, and none where there is no choice
    to make."""

    def add_shape(self) -> None:
        reading, given = self.batch.reading, self.given
        self.add_sheets(reading, given)
        if blocks := reading.get("blocks"):
            self.fields["block"] = forms.ChoiceField(
                label=_("Table"),
                choices=[(block, block) for block in blocks],
                widget=forms.RadioSelect,
                initial=given.block,
            )
        if reading.get("swapped") or given.dates:
            self.fields["dates"] = forms.BooleanField(
                label=_("Day and month are swapped in this file: read 05/10 as 10/05"),
                required=False,
                initial=bool(given.dates),
            )
        for field in self.layout.importable():
            if f"column_{field.name}" in self.fields:
                self.add_codes(field.name)

    def add_sheets(self, reading: dict, given: Instructions) -> None:
        if sheets := reading.get("sheets"):
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets"),
                choices=[(one["name"], sheet_label(one)) for one in sheets],
                widget=forms.CheckboxSelectMultiple,
                initial=list(given.sheets) or [self.batch.sheet],
                error_messages={"required": _("Choose at least one sheet.")},
            )
            self.fields["sheet_names"] = forms.ChoiceField(
                label=_("The name of a sheet says"),
                choices=NAMES,
                required=False,
                initial=given.sheet_names if given.sheets else reading.get("sheet_names", ""),
            )

    def add_codes(self, name: str) -> None:
        """The sheets that explain the codes of the column as it is chosen now."""
        heading = self[f"column_{name}"].value()
        chosen = self.given.lookups.get(name, "")
        offered = {
            one["sheet"]: codes_label(one)
            for one in self.batch.reading.get("code_lists", ())
            if one["heading"] == heading
        }
        if chosen:
            offered.setdefault(chosen, chosen)
        if offered:
            self.fields[f"codes_{name}"] = forms.ChoiceField(
                label=format_lazy("{}: {}", self.fields[f"column_{name}"].label, _("codes")),
                choices=[("", _("codes as they stand")), *offered.items()],
                required=False,
                initial=chosen,
            )

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[name] for name in ("dates", "create_agencies") if name in self.fields]

    @property
    def shape(self) -> list[forms.BoundField]:
        return [self[name] for name in ("block", "sheets", "sheet_names") if name in self.fields]

    def told_shape(self) -> dict[str, object]:
        """What instructions keep of it."""
        said, given = self.cleaned_data, self.given
        sheets = tuple(said.get("sheets", given.sheets))
        if sheets == (self.batch.sheet,):
            sheets = ()
        several = len(sheets) > 1
        return {
            "block": said.get("block", given.block),
            "sheets": sheets,
            "sheet_names": said.get("sheet_names", given.sheet_names) if several else "",
            "dates": SWAPPED if said.get("dates") else "",
            "lookups": {
                field.name: sheet
                for field in self.layout.importable()
                if (sheet := said.get(f"codes_{field.name}"))
            },
            "choices": given.choices if sheets == tuple(given.sheets) else {},
        }


def sheet_label(sheet: dict[str, object]) -> str:
    rows = ngettext("%(number)d row", "%(number)d rows", sheet["rows"]) % {"number": sheet["rows"]}
    if sheet["alike"]:
        return f"{sheet['name']} ({rows})"
    return _("%(sheet)s (%(rows)s, other headings)") % {"sheet": sheet["name"], "rows": rows}


def codes_label(one: dict) -> str:
    samples = "; ".join(f"{code} {ARROW} {name}" for code, name in one["samples"])
    return _("by sheet “%(sheet)s”: %(samples)s") % {"sheet": one["sheet"], "samples": samples}
