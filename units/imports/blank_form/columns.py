"""What each column of a blank form is: how it is filled in, what it means, and an example.

The headings are those by which the desk knows the fields best, so that a form that was filled in
is read without a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import Promise

from ..catalogue import LAYOUTS
from ..layouts import Field, Layout
from ..records import MONEY
from .words import EXAMPLES, MEANINGS

#: Fields that a form leaves out: the desk knows them, but a clerk with a form has a better way.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "figures": ("figure",),
    "agencies": ("valid_to",),
}
#: What a row can't do without, beside what its layout requires.
NEEDED: Mapping[str, tuple[str, ...]] = {"events": ("kind", "role", "operative_on")}
MONEY_UNIT = "triệu đồng"


class Filling(Enum):
    """How a cell is filled in."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    COUNT = "count"
    AMOUNT = "amount"
    CHOICE = "choice"
    OFFER = "offer"  # a list to choose from, or any other text


FILLINGS: Mapping[str, Filling] = {
    "unit_code": Filling.CODE,
    "event": Filling.CODE,
    "decision_no": Filling.CODE,
    "company_tax_code": Filling.CODE,
    "sector": Filling.CHOICE,
    "autonomy_group": Filling.CHOICE,
    "service_class": Filling.CHOICE,
    "level": Filling.CHOICE,
    "bloc": Filling.CHOICE,
    "kind": Filling.CHOICE,
    "role": Filling.CHOICE,
    "extent": Filling.CHOICE,
    "agency": Filling.OFFER,
    "parent": Filling.OFFER,
    "succeeded_by": Filling.OFFER,
    **dict.fromkeys(
        ("established_on", "operative_on", "legal_effect_on", "decided_on", "valid_from",
         "last_day"), Filling.DATE,
    ),
    **dict.fromkeys(
        ("year", "sequence", "headcount_budget", "headcount_revenue", "headcount_present",
         "contracts", "deputies"), Filling.COUNT,
    ),
    **dict.fromkeys(MONEY, Filling.AMOUNT),
}  # fmt: skip


@dataclass(frozen=True)
class FormColumn:
    """One column of a form; ``examples`` are cells of made-up rows, codes where one chooses."""

    field: Field
    heading: str
    filling: Filling
    meaning: str | Promise
    is_required: bool = False
    examples: tuple[object, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.field.name


def columns_of(layout: Layout) -> Iterator[FormColumn]:
    """The columns of the form for a layout, in their order."""
    for one in layout.importable():
        if one.name in LEFT_OUT.get(layout.name, ()):
            continue
        heading = one.headings[0]
        yield FormColumn(
            one,
            f"{heading} ({MONEY_UNIT})" if one.name in MONEY else heading,
            FILLINGS.get(one.name, Filling.TEXT),
            MEANINGS.get((layout.name, one.name)) or MEANINGS["", one.name],
            one.required or one.name in NEEDED.get(layout.name, ()),
            EXAMPLES[layout.name].get(one.name, ()),
        )


def layout_called(name: str) -> Layout:
    """Raises KeyError for a name that is none of the layouts'."""
    return LAYOUTS[name]
