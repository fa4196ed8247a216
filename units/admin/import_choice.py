"""Which rows of an imported list are asked for, all of it in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ..choices import RowOutcome
from ..models import ImportBatch, ImportRow
from ..names import search_key
from .import_tally import Tally, marked, of_kind

#: Rows were kept in the order of the list, sheet by sheet.
ORDERS = {
    "row": ("pk",),
    "-row": ("-pk",),
    "name": ("search_key", "pk"),
    "-name": ("-search_key", "-pk"),
}
HIGHEST_ROW = 2**31 - 1


class RowChoice(forms.Form):
    """Filters beside the rows; one that means nothing under the chosen tab is not there."""

    q = forms.CharField(
        label=_("Name, code or row"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    problem = forms.ChoiceField(label=_("Problem"), required=False)
    field = forms.ChoiceField(label=_("What changes"), required=False)
    agency = forms.ChoiceField(label=_("Governing agency"), required=False)

    def __init__(self, asked: Mapping[str, str], tally: Tally) -> None:
        kinds = [kind for kind, _label, _number in tally.tabs]
        kind = asked.get("rows", "")
        self.kind = kind if kind in kinds else next(iter(kinds), "")
        usual = "name" if self.kind == RowOutcome.MISSING else "row"
        self.order = asked.get("o") if asked.get("o") in ORDERS else usual
        self.tally = tally
        super().__init__({name: asked.get(name, "") for name in self.base_fields})
        offers = {"problem": tally.problems, "field": tally.fields, "agency": tally.agencies}
        for name, offered in offers.items():
            if choices := offered(self.kind):
                self.fields[name].choices = [("", _("any")), *choices]
            else:
                del self.fields[name]
        self.is_valid()
        self.said = {name: text for name in self.fields if (text := self.cleaned_data.get(name))}

    @property
    def number(self) -> int | None:
        """How many rows there are, where the tally tells; a search has to be counted."""
        if "q" in self.said:
            return None
        marks = {self.said.get("field", ""), f"!{self.said.get('problem', '')}"} - {"", "!"}
        agency = self.said.get("agency")
        return sum(
            group.number for group in self.tally.of(self.kind)
            if marks <= group.marks and agency in (None, str(group.agency))
        )  # fmt: skip

    def rows(self, batch: ImportBatch) -> QuerySet[ImportRow]:
        rows = of_kind(batch.rows, self.kind)
        if text := self.said.get("q"):
            rows = rows.filter(found_by(text))
        if code := self.said.get("problem"):
            rows = rows.filter(marked(f"!{code}"))
        if field := self.said.get("field"):
            rows = rows.filter(marked(field))
        if agency := self.said.get("agency"):
            rows = rows.filter(agency=agency)
        return rows.order_by(*ORDERS[self.order])

    @property
    def view(self) -> list[tuple[str, str]]:
        """What is asked for, to come back to it."""
        return [("rows", self.kind), *self.said.items(), ("o", self.order)]

    def address(self, **other: object) -> str:
        """The query string of this choice with some of it otherwise; "" leaves a part out."""
        said = dict(self.view) | other
        return "?" + urlencode({name: value for name, value in said.items() if value})


def found_by(text: str) -> Q:
    """Words of the name or the code, without accents; a number also means the row of the sheet."""
    key = search_key(text)
    wanted = Q()
    for word in key.split():
        wanted &= Q(search_key__contains=word)
    if key.isdecimal() and int(key) <= HIGHEST_ROW:
        wanted |= Q(number=int(key))
    return wanted if key else Q(pk=None)
